import { randomUUID } from 'node:crypto';
import type { ChunkOrigin, ChunkPlace } from '#contracts/search';
import type { Chunk as ChunkRow } from '../generated/prisma/client.ts';
import type { Transaction } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { changeChunk, type ChangeContext, changedMeanwhile, type CuratedDocument } from './change-chunk.ts';
import { listEdits } from './chunk-edit.repository.ts';
import type { ChunkEdit } from './chunk-edits.ts';
import { editsOfSource, sourceOfChunk } from './chunk-source.ts';
import type { NewChunk } from './chunk.repository.ts';
import { draftAdded } from './curated-chunks.ts';
import type { ParsedDocument } from './document-loader.ts';
import { describeText, type DraftChunk, hashText } from './draft-chunks.ts';
import { findParsedText } from './parsed-text.repository.ts';

export type Located = { document: CuratedDocument; chunk: ChunkRow };

async function getParsed({ database }: ChangeContext, { originalId, name }: CuratedDocument): Promise<ParsedDocument> {
  const parsed = await findParsedText(database, originalId);
  if (!parsed) throw new AppError('not_ready', `The text of "${name}" is not there yet`);
  return parsed;
}

function draftOf(row: ChunkRow): DraftChunk {
  const { position, text, textHash, prefix, start, end, termCount } = row;
  return {
    ...{ position, text, textHash, prefix, start, end, termCount },
    origin: row.origin as ChunkOrigin,
    isEnabled: row.isEnabled,
    editId: row.editId ?? undefined,
    place: row.place === null ? undefined : (JSON.parse(row.place) as ChunkPlace),
    page: row.page ?? undefined,
    heading: row.heading ?? undefined,
    script: row.script as DraftChunk['script'],
  };
}

type Step = (transaction: Transaction, position: number) => Promise<unknown>;
type Rewording = { draft: DraftChunk; keep: Step };

/** The chunk with other words; with the words of the document its edit is over. */
async function reword(context: ChangeContext, { document, chunk }: Located, text: string, own: readonly ChunkEdit[], source: { sourceHash: string; occurrence: number }): Promise<Rewording> {
  const { documentId, isEnabled } = chunk;
  const draft = { ...draftOf(chunk), ...describeText(text, chunk.prefix) };
  if (source.sourceHash === chunk.editId) {
    const added = { ...draftAdded(await getParsed(context, document), { id: chunk.editId, text }), isEnabled };
    return { draft: added, keep: (transaction) => transaction.chunkEdit.update({ where: { id: added.editId }, data: { text } }) };
  }
  const present = own.find(({ kind }) => kind === 'replace');
  if (hashText(text) === source.sourceHash) {
    const drop: Step = (transaction) => transaction.chunkEdit.deleteMany({ where: { id: present?.id } });
    return { draft: { ...draft, origin: 'document', editId: undefined }, keep: drop };
  }
  const id = present?.id ?? randomUUID();
  const create = { id, documentId, kind: 'replace', ...source, text };
  return {
    draft: { ...draft, origin: 'edited', editId: id },
    keep: (transaction, position) => transaction.chunkEdit.upsert({ where: { id }, create: { ...create, position }, update: { text } }),
  };
}

function toggle({ documentId, text }: ChunkRow, isEnabled: boolean, own: readonly ChunkEdit[], source: { sourceHash: string; occurrence: number }): Step {
  const ids = own.filter(({ kind }) => kind === 'disable').map(({ id }) => id);
  if (isEnabled) return (transaction) => transaction.chunkEdit.deleteMany({ where: { id: { in: ids } } });
  return (transaction, position) => transaction.chunkEdit.create({ data: { id: randomUUID(), documentId, kind: 'disable', ...source, text, position } });
}

function refuseSummary({ origin }: ChunkRow): void {
  if (origin !== 'summary') return;
  throw new AppError('conflict', 'This is the summary of the document, made by a model', { hint: 'Delete the summary, or make it anew.' });
}

/** Gives a chunk other words, or switches it off or on. @returns undefined when it is as it was */
export async function editChunk(context: ChangeContext, located: Located, change: { text?: string; isEnabled?: boolean }, signal: AbortSignal): Promise<NewChunk | undefined> {
  const { document, chunk } = located;
  refuseSummary(chunk);
  const edits = await listEdits(context.database.sql, document.id);
  const source = await sourceOfChunk(context.database, chunk, edits);
  const own = editsOfSource(source, edits);
  const steps: Step[] = [];
  let draft = draftOf(chunk);
  if (change.text !== undefined && change.text !== chunk.text) {
    const reworded = await reword(context, located, change.text, own, source);
    draft = reworded.draft;
    steps.push(reworded.keep);
  }
  if (change.isEnabled !== undefined && change.isEnabled !== chunk.isEnabled) {
    draft = { ...draft, isEnabled: change.isEnabled };
    steps.push(toggle(chunk, change.isEnabled, own, source));
  }
  if (steps.length === 0) return undefined;
  const keep = async (transaction: Transaction, position: number) => {
    for (const step of steps) await step(transaction, position);
  };
  return changeChunk(context, { document, present: chunk, draft, keep }, signal);
}

/** Gives a chunk the words of the document again. */
export async function resetChunk(context: ChangeContext, located: Located, signal: AbortSignal): Promise<void> {
  const { chunk, document } = located;
  const text = (await getParsed(context, document)).text.slice(chunk.start, chunk.end);
  await editChunk(context, located, { text }, signal);
}

/** @param edit of an earlier change, which becomes the one that adds the chunk */
export async function addChunk(context: ChangeContext, document: CuratedDocument, { text, position }: { text: string; position?: number }, signal: AbortSignal, edit?: ChunkEdit): Promise<NewChunk> {
  const id = edit?.id ?? randomUUID();
  const draft = { ...draftAdded(await getParsed(context, document), { id, text }), position: Math.min(position ?? document.chunkCount, document.chunkCount) };
  const keep = async (transaction: Transaction, place: number) => {
    const data = { kind: 'add', sourceHash: null, occurrence: 0, text, position: place };
    await transaction.chunkEdit.upsert({ where: { id }, create: { id, documentId: document.id, ...data }, update: data });
  };
  const chunk = await changeChunk(context, { document, draft, keep }, signal);
  if (!chunk) throw changedMeanwhile();
  return chunk;
}

/** Removes a chunk, also from every later making of them. One that was added is gone for good. */
export async function removeChunk(context: ChangeContext, { document, chunk }: Located, signal: AbortSignal): Promise<void> {
  refuseSummary(chunk);
  const edits = await listEdits(context.database.sql, document.id);
  const source = await sourceOfChunk(context.database, chunk, edits);
  const { documentId, text } = chunk;
  const addition = source.sourceHash === chunk.editId ? [chunk.editId, ...editsOfSource(source, edits).map(({ id }) => id)] : [];
  const keep = async (transaction: Transaction, position: number) => {
    if (addition.length > 0) await transaction.chunkEdit.deleteMany({ where: { id: { in: addition } } });
    else await transaction.chunkEdit.create({ data: { id: randomUUID(), documentId, kind: 'remove', ...source, text, position } });
  };
  await changeChunk(context, { document, present: chunk, keep }, signal);
}
