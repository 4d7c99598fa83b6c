import path from 'node:path';
import type { Document } from '#contracts/document';
import { descriptionMaxChars, type KnowledgeBase } from '#contracts/knowledge-base';
import type { List } from '#contracts/pagination';
import { openContentFolder } from './content-folder.ts';
import type { Api } from './api.ts';
import { Misused, type Run } from './command.ts';

const pageSize = 100;

async function all<Item>(api: Api, address: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let page = 1; ; page++) {
    const answer = await api.get<List<Item>>(`${address}?page=${page}&pageSize=${pageSize}`);
    items.push(...answer.items);
    if (answer.items.length < pageSize) return items;
  }
}

export const listKnowledgeBases = (api: Api) => all<KnowledgeBase>(api, '/api/knowledge-bases');
export const listDocuments = (api: Api, knowledgeBaseId: string) => all<Document>(api, `/api/knowledge-bases/${knowledgeBaseId}/documents`);

/** Those named, by name or id; all when none is. */
export async function chooseKnowledgeBases({ api }: Pick<Run, 'api'>, names: readonly string[]): Promise<KnowledgeBase[]> {
  const present = await listKnowledgeBases(api);
  if (names.length === 0) return present;
  return names.map((name) => {
    const found = present.find((each) => each.name === name || each.id === name);
    if (!found) throw new Misused(`There is no knowledge base "${name}". There are: ${present.map((each) => each.name).join(', ') || 'none'}`);
    return found;
  });
}

/** Does the work for each of those named, all when none is. @returns the worst of the exit codes */
export async function forEachChosen(run: Run, work: (knowledgeBase: KnowledgeBase) => Promise<number>): Promise<number> {
  let code = 0;
  for (const knowledgeBase of await chooseKnowledgeBases(run, run.given.names)) code = Math.max(code, await work(knowledgeBase));
  return code;
}

export async function ensureKnowledgeBase({ api }: Pick<Run, 'api'>, name: string, description = '', embeddingModel?: string): Promise<KnowledgeBase> {
  const found = (await listKnowledgeBases(api)).find((each) => each.name === name);
  return found ?? api.send<KnowledgeBase>('POST', '/api/knowledge-bases', { name, description: description.slice(0, descriptionMaxChars), embeddingModel });
}

/** The folder whose files the documents of a knowledge base are: the one given, or its own in the data folder. */
export function contentFolderOf({ config, given }: Pick<Run, 'config' | 'given'>, { name }: KnowledgeBase): string {
  if (given.texts.from !== undefined && given.names.length !== 1) throw new Misused('--from is the folder of one knowledge base: name it with -n');
  return given.texts.from ? path.resolve(given.texts.from) : openContentFolder(config.dataDir, name);
}
