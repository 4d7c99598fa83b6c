import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { type FakeService, listenAsService } from './fake-service.ts';
import { cosineOf } from './random-vectors.ts';

type Doc = { chunk: number; vector: number[] };
type Index = { dims: number; searched: Map<string, Doc>; written: Map<string, Doc> };
type Terms = { terms: { chunk: number[] } };
type SearchBody = {
  size?: number;
  sort?: unknown;
  search_after?: [number];
  knn?: { query_vector: number[]; k: number; num_candidates: number; filter?: { bool: { should: Terms[] } } };
};

const mostResults = 10_000;
const termsLimit = 65_536;
const refused = (status: number, reason: string) => ({ status, body: { error: { type: 'illegal_argument_exception', reason }, status } });

/**
 * What the adapter uses of Elasticsearch 8, with what catches the careless: ten results unless told otherwise, limits on
 * them, and documents that are seen by searches and deletions only after a refresh.
 */
export function startFakeElasticsearch(): Promise<FakeService & { indices: Map<string, Index> }> {
  const indices = new Map<string, Index>();

  function bulk(index: Index, lines: string[]) {
    const items = [];
    for (let line = 0; line + 1 < lines.length; line += 2) {
      const { _id } = (JSON.parse(lines[line]!) as { index: { _id: string } }).index;
      const doc = JSON.parse(lines[line + 1]!) as Doc;
      const fits = doc.vector.length === index.dims;
      if (fits) index.written.set(_id, doc);
      items.push({ index: { _id, ...(!fits && { error: { reason: `the vector has ${doc.vector.length} dimensions, not ${index.dims}` } }) } });
    }
    return { status: 200, body: { errors: items.some(({ index: { error } }) => error), items } };
  }

  function search(index: Index, { size = 10, sort, search_after, knn }: SearchBody) {
    if (size > mostResults) return refused(400, 'Result window is too large');
    const docs = [...index.searched];
    if (!knn) {
      const after = search_after?.[0] ?? -1;
      const sorted = docs.filter(([, { chunk }]) => chunk > after).sort(([, a], [, b]) => a.chunk - b.chunk);
      return { status: 200, body: { hits: { hits: sorted.slice(0, size).map(([_id, { chunk }]) => ({ _id, sort: sort ? [chunk] : undefined })) } } };
    }
    if (knn.k > knn.num_candidates || knn.num_candidates > mostResults) return refused(400, '[num_candidates] must be from [k] to 10000');
    const lists = knn.filter?.bool.should.map(({ terms }) => terms.chunk);
    if (lists?.some((list) => list.length > termsLimit)) return refused(400, 'too many terms');
    const allowed = lists && new Set(lists.flat());
    const scored = docs
      .filter(([, { chunk }]) => !allowed || allowed.has(chunk))
      .map(([_id, { vector }]) => ({ _id, _score: (1 + cosineOf(vector, knn.query_vector)) / 2 }))
      .sort((a, b) => b._score - a._score);
    return { status: 200, body: { hits: { hits: scored.slice(0, Math.min(knn.k, size)) } } };
  }

  function removeByQuery(index: Index, chunks: readonly number[]) {
    if (chunks.length > termsLimit) return refused(400, 'too many terms');
    const wanted = new Set(chunks);
    for (const [id, { chunk }] of index.searched) if (wanted.has(chunk)) index.written.delete(id);
    return { status: 200, body: { deleted: wanted.size, version_conflicts: 0, failures: [], timed_out: false } };
  }

  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const url = new URL(request.url!, 'http://elasticsearch');
    const [first = '', second = '', third = ''] = url.pathname.slice(1).split('/');
    const body = await text(request);
    if (first === '_resolve') {
      const names = [...indices.keys()].filter((name) => name.startsWith(third.replace('*', '')));
      return { status: 200, body: { indices: names.map((name) => ({ name })) } };
    }
    if (request.method === 'PUT') {
      const { mappings } = JSON.parse(body) as { mappings: { properties: { vector: { dims: number } } } };
      indices.set(first, { dims: mappings.properties.vector.dims, searched: new Map(), written: new Map() });
      return { status: 200, body: { acknowledged: true } };
    }
    const index = indices.get(first);
    if (!index || second === '') return indices.delete(first) ? { status: 200, body: { acknowledged: true } } : refused(404, `no such index [${first}]`);
    const answers: Record<string, () => { status: number; body: unknown }> = {
      _mapping: () => ({ status: 200, body: { [first]: { mappings: { properties: { vector: { dims: index.dims } } } } } }),
      _bulk: () => bulk(index, body.split('\n')),
      _search: () => search(index, JSON.parse(body) as SearchBody),
      _delete_by_query: () => removeByQuery(index, (JSON.parse(body) as { query: Terms }).query.terms.chunk),
    };
    const answered = answers[second]!();
    if (url.searchParams.get('refresh') === 'true') index.searched = new Map(index.written);
    return answered;
  }

  return listenAsService(answer, { indices });
}
