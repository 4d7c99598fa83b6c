import type { ListedModel } from '#contracts/openai';
import { getNamedKnowledgeBaseId, listNamedKnowledgeBases } from '../knowledge-bases/named-knowledge-bases.ts';
import { listModels } from '../models/list-models.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import { asModel, knowledgeBasePrefix } from './answering-model.ts';

const describe = (id: string, createdAt?: string): ListedModel => ({
  id,
  object: 'model',
  created: createdAt === undefined ? 0 : Math.floor(Date.parse(createdAt) / 1000),
  owned_by: 'lectern',
});

/** Everything that a request can name as its model: conversing and embedding models, and knowledge bases by their names. */
export async function listNameableModels(database: Database, principal: Principal): Promise<ListedModel[]> {
  const models = (await listModels(database, new Set())).filter(({ kind, converses }) => kind === 'embedding' || converses);
  const knowledgeBases = await listNamedKnowledgeBases(database, principal);
  return [
    ...models.map(({ id }) => describe(id)),
    ...knowledgeBases.map(({ name, createdAt }) => describe(knowledgeBasePrefix + name, createdAt)),
  ];
}

/** @throws AppError not_found */
export async function getNameableModel(database: Database, principal: Principal, id: string): Promise<ListedModel> {
  const listed = (await listNameableModels(database, principal)).find((model) => model.id === id);
  if (listed) return listed;
  if (!id.startsWith(knowledgeBasePrefix)) return asModel(new AppError('not_found', `There is no model named "${id}"`));
  await getNamedKnowledgeBaseId(database, principal, id.slice(knowledgeBasePrefix.length)).catch(asModel);
  return describe(id);
}
