import type { RankedPassage } from './rank-passages.ts';

/** Scores of the chunks a summary leads to, best chunk first, as shares of its own score. */
const shares = [0.99, 0.9, 0.8];

const isSummary = ({ passage }: RankedPassage) => passage.origin === 'summary';

/** Chunks of the document, best first: those found by themselves, and those that only the summary leads to. */
async function chunksOf(documentId: string, passages: readonly RankedPassage[], load: (documentId: string) => Promise<RankedPassage[]>): Promise<RankedPassage[]> {
  const found = passages.filter((each) => !isSummary(each) && each.passage.documentId === documentId);
  const known = new Set(found.map(({ passage }) => passage.id));
  const others = found.length >= shares.length ? [] : (await load(documentId)).filter((each) => !isSummary(each) && !known.has(each.passage.id));
  return [...found, ...others].sort((left, right) => right.evidence - left.evidence || left.passage.position - right.passage.position);
}

/**
 * A summary is found by what a document is about, and leads to its chunks: the best of them score nearly as it does. The
 * summary itself is never quoted, for it stands nowhere in the document. Other passages keep their scores.
 * @param load all chunks of a document, weighed for the same question
 */
export async function followSummaries(passages: readonly RankedPassage[], load: (documentId: string) => Promise<RankedPassage[]>): Promise<RankedPassage[]> {
  const summaries = passages.filter((each) => isSummary(each) && !each.isDuplicate);
  const raised = new Map<number, RankedPassage>();
  for (const { passage, score } of summaries) {
    const chunks = (await chunksOf(passage.documentId, passages, load)).slice(0, shares.length);
    for (const [index, chunk] of chunks.entries()) raised.set(chunk.passage.id, { ...chunk, score: Math.max(chunk.score, score * shares[index]!) });
  }
  const known = new Set(passages.map(({ passage }) => passage.id));
  return [
    ...passages.map((each) => raised.get(each.passage.id) ?? each),
    ...[...raised.values()].filter(({ passage }) => !known.has(passage.id)),
  ].sort((left, right) => right.score - left.score || left.passage.id - right.passage.id);
}
