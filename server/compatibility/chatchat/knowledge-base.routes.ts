import { Envelope } from '#contracts/chatchat';
import { CreateKnowledgeBaseRequest, KnowledgeBaseNameQuery, UpdateInfoRequest } from '#contracts/chatchat-knowledge-base';
import { CreateKnowledgeBase, nameMaxChars } from '#contracts/knowledge-base';
import { z } from 'zod';
import type { AppContext } from '../../context.ts';
import { listDocuments } from '../../ingestion/document.repository.ts';
import { createKnowledgeBase, deleteKnowledgeBase, updateKnowledgeBase } from '../../knowledge-bases/knowledge-base.service.ts';
import { listNamedKnowledgeBases } from '../../knowledge-bases/named-knowledge-bases.ts';
import { type Route, route } from '../../platform/http.ts';
import { notThere, okay } from './failures.ts';
import { checkNewName, findKnowledgeBaseId, getKnowledgeBaseId } from './knowledge-base-names.ts';
import { findNamedModel } from './named-models.ts';
import { chatchatSplitting } from './splitting.ts';
import { findStoreId } from './store-names.ts';

const listedLimit = 10_000;

/** The name as it is meant; one that only looks encoded is meant as it stands. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Knowledge bases by their names. */
export function chatchatKnowledgeBaseRoutes(context: AppContext): Route[] {
  const { database } = context;
  return [
    route({
      method: 'get',
      path: '/knowledge_base/list_knowledge_bases',
      access: 'limited-key',
      summary: 'Chatchat: names of the knowledge bases',
      responds: Envelope,
      handle: async ({ principal }) => okay('success', (await listNamedKnowledgeBases(database, principal)).map(({ name }) => name)),
    }),
    route({
      method: 'post',
      path: '/knowledge_base/create_knowledge_base',
      summary: 'Chatchat: create a knowledge base that answers from the model’s own knowledge where its documents hold nothing',
      body: CreateKnowledgeBaseRequest,
      responds: Envelope,
      async handle({ principal, body: { knowledge_base_name, vector_store_type, embed_model, kb_info } }) {
        const name = checkNewName(knowledge_base_name);
        if (name.length > nameMaxChars) throw notThere(`知识库名称不能超过 ${nameMaxChars} 个字符`);
        if (await findKnowledgeBaseId(database, principal, name)) throw notThere(`已存在同名知识库 ${name}`);
        const embeddingModel = embed_model ? (await findNamedModel(database, 'embedding', embed_model))?.id : undefined;
        const description = kb_info || `关于${name}的知识库`;
        const vectorStore = findStoreId(context, vector_store_type);
        const input = { name, description, embeddingModel, vectorStore, whenNothingFound: 'own-knowledge', ...chatchatSplitting };
        await createKnowledgeBase(context, principal, CreateKnowledgeBase.parse(input));
        return okay(`已新增知识库 ${name}`);
      },
    }),
    route({
      method: 'post',
      path: '/knowledge_base/delete_knowledge_base',
      summary: 'Chatchat: delete the knowledge base whose name, perhaps URL-encoded, is the whole body',
      body: z.string().max(1_000),
      responds: Envelope,
      async handle({ principal, body }) {
        const asItStands = await findKnowledgeBaseId(database, principal, body);
        const name = asItStands === undefined ? decoded(body) : body;
        await deleteKnowledgeBase(context, principal, asItStands ?? (await getKnowledgeBaseId(database, principal, name)));
        return okay(`成功删除知识库 ${name}`);
      },
    }),
    route({
      method: 'post',
      path: '/knowledge_base/update_info',
      summary: 'Chatchat: change what a knowledge base is about',
      body: UpdateInfoRequest,
      responds: Envelope,
      async handle({ principal, body: { knowledge_base_name, kb_info } }) {
        const id = await getKnowledgeBaseId(database, principal, knowledge_base_name);
        await updateKnowledgeBase(context, principal, id, { description: kb_info.trim() });
        return okay('知识库介绍修改完成', { kb_info });
      },
    }),
    route({
      method: 'get',
      path: '/knowledge_base/list_files',
      access: 'limited-key',
      summary: 'Chatchat: names of the files that are searched, or will be',
      query: KnowledgeBaseNameQuery,
      responds: Envelope,
      async handle({ principal, query }) {
        const id = await getKnowledgeBaseId(database, principal, query.knowledge_base_name);
        const { items } = await listDocuments(database, principal, id, { sort: 'name', page: 1, pageSize: listedLimit });
        return okay('success', items.filter(({ status, chunkCount }) => status !== 'failed' || chunkCount > 0).map(({ name }) => name));
      },
    }),
  ];
}
