import type { SearchRequest, SearchResponse } from '#contracts/search';
import type { AppContext } from '../context.ts';
import type { Principal } from '../platform/principal.ts';
import { emptyPromptName } from '../prompts/built-in-prompts.ts';
import { readTemplate } from '../prompts/prompt.service.ts';
import { listAllSearchableKnowledgeBases, listSearchableKnowledgeBases } from '../retrieval/searchable.repository.ts';
import { routeKnowledgeBases } from './route-knowledge-bases.ts';
import type { TurnChoice } from './turn-choice.ts';

const candidatesLimit = 100;

/** Where documents hold nothing: what is said then, or how the model is told to answer by itself. */
export type NothingFound = { answers: 'nobody'; refusal: string } | { answers: 'model'; template: string };

/** The documents that a question is put to. */
export type DocumentScope = {
  /** The knowledge bases that were chosen by what the question is about; left out where nobody asked for that. */
  routedTo?: { id: string; name: string }[];
  nothingFound: NothingFound;
  search(request: SearchRequest, signal: AbortSignal): Promise<SearchResponse>;
};

type Context = Pick<AppContext, 'database' | 'settings' | 'search'>;
type KnowledgeBaseRow = Awaited<ReturnType<typeof listSearchableKnowledgeBases>>[number];

/** Several knowledge bases speak for each other only where all say the same. */
async function nothingFoundIn(context: Context, rows: readonly KnowledgeBaseRow[]): Promise<NothingFound> {
  const areOpen = rows.length > 0 && rows.every(({ whenNothingFound }) => whenNothingFound === 'own-knowledge');
  if (areOpen) return { answers: 'model', template: await readTemplate(context, 'knowledge-base', { requested: emptyPromptName }) };
  const texts = new Set(rows.map(({ refusalText }) => refusalText));
  return { answers: 'nobody', refusal: texts.size === 1 ? [...texts][0]! : '' };
}

/** @throws AppError those of the search */
export async function openDocumentScope(
  context: Context,
  principal: Principal,
  choice: TurnChoice,
  question: string,
  signal: AbortSignal,
): Promise<DocumentScope> {
  const { database, settings, search } = context;
  const { knowledgeBaseIds, filter } = choice;
  const isRouted = choice.mode !== 'file' && choice.routeKnowledgeBases;
  const ids = choice.mode === 'file' ? [choice.temporaryFilesId!] : knowledgeBaseIds;
  const isOpenToAll = isRouted && ids.length === 0;
  const candidates = isOpenToAll
    ? await listAllSearchableKnowledgeBases(database, principal, candidatesLimit)
    : await listSearchableKnowledgeBases(database, principal, ids);
  const topScoreOf = async ({ id }: KnowledgeBaseRow) => {
    const { hits } = await search(principal, [id], { query: question, topK: 1, scoreThreshold: 0, filter }, signal);
    return hits[0]?.score ?? 0;
  };
  const threshold = choice.scoreThreshold ?? (await settings.get()).scoreThreshold;
  const rows = isRouted ? await routeKnowledgeBases(question, candidates, threshold, topScoreOf) : candidates;
  const searched = isRouted ? rows.map(({ id }) => id) : ids;
  return {
    ...(isRouted && { routedTo: rows.map(({ id, name }) => ({ id, name })) }),
    nothingFound: await nothingFoundIn(context, rows),
    search: (request, searchSignal) => search(principal, searched, request, searchSignal),
  };
}
