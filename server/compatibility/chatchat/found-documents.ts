import type { FoundDocument, SearchDocsRequest } from '#contracts/chatchat-knowledge-base';
import type { DocumentFilter } from '#contracts/document-filter';
import { pageSizeLimit } from '#contracts/pagination';
import type { AppContext } from '../../context.ts';
import { getDocument } from '../../ingestion/document.repository.ts';
import { listFittingChunks } from '../../knowledge-bases/chunk.service.ts';
import type { Principal } from '../../platform/principal.ts';
import { distanceOf, similarityWithin } from './distance.ts';

const listedLimit = 10_000;
/** Told where nothing was searched for: farther than anything can be. */
const noDistance = 3;

type Place = { principal: Principal; knowledgeBaseId: string };
type Passage = { id: string; documentId: string; documentName: string; text: string; page?: number; heading?: string; start: number; end: number };

/** `%` of SQL is `*` here; `source` is the name of the file, and everything else what is said about it. */
function filterOf({ file_name, metadata: { source, ...metadata } }: SearchDocsRequest): DocumentFilter {
  const name = file_name === '' ? source : file_name.replaceAll('%', '*');
  const said = Object.entries(metadata).map(([key, value]) => [key, String(value)]);
  return { ...(name !== undefined && { name: String(name) }), ...(said.length > 0 && { metadata: Object.fromEntries(said) }) };
}

/** What is said about each document, asked once for each. */
function metadataReader({ database }: AppContext, principal: Principal) {
  const known = new Map<string, Promise<Record<string, string>>>();
  return (documentId: string) => {
    const read = known.get(documentId) ?? getDocument(database, principal, documentId).then(({ metadata }) => JSON.parse(metadata) as Record<string, string>);
    known.set(documentId, read);
    return read;
  };
}

function toFound({ id, documentId, documentName, text, page, heading, start, end }: Passage, score: number, said: Record<string, string>): FoundDocument {
  const metadata = { ...said, source: documentName, chunk_id: id, document_id: documentId, page, heading, start, end };
  return { page_content: text, metadata, type: 'Document', id, score };
}

async function search(context: AppContext, { principal, knowledgeBaseId }: Place, request: SearchDocsRequest, signal: AbortSignal): Promise<FoundDocument[]> {
  const { query, top_k: topK, score_threshold } = request;
  const asked = { query, topK, scoreThreshold: similarityWithin(score_threshold), filter: filterOf(request) };
  const { hits } = await context.search(principal, [knowledgeBaseId], asked, signal);
  const metadataOf = metadataReader(context, principal);
  return Promise.all(hits.map(async (hit) => toFound({ ...hit, id: hit.chunkId }, distanceOf(hit.score), await metadataOf(hit.documentId))));
}

async function list(context: AppContext, { principal, knowledgeBaseId }: Place, request: SearchDocsRequest): Promise<FoundDocument[]> {
  const filter = filterOf(request);
  if (Object.keys(filter).length === 0) return [];
  const found: FoundDocument[] = [];
  const metadataOf = metadataReader(context, principal);
  for (let page = 1; found.length < listedLimit; page++) {
    const { items } = await listFittingChunks(context, principal, knowledgeBaseId, filter, { state: 'all', page, pageSize: pageSizeLimit });
    for (const chunk of items) found.push(toFound(chunk, noDistance, await metadataOf(chunk.documentId)));
    if (items.length < pageSizeLimit) break;
  }
  return found;
}

/** The nearest passages; without a question, the chunks of the files that fit a name or metadata. */
export function findDocuments(context: AppContext, place: Place, request: SearchDocsRequest, signal: AbortSignal): Promise<FoundDocument[]> {
  return request.query.trim() === '' ? list(context, place, request) : search(context, place, request, signal);
}
