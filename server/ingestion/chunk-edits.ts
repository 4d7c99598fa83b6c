import { describeText, type DraftChunk, hashText } from './draft-chunks.ts';

export const chunkEditKinds = ['replace', 'disable', 'remove', 'add'] as const;
export type ChunkEditKind = (typeof chunkEditKinds)[number];

/** What a curator changed about one chunk, in words that still hold when the document is read or split anew. */
export type ChunkEdit = {
  id: string;
  kind: ChunkEditKind;
  /** Hash of the text as the document has it; for a chunk that was added, the id of the edit that adds it. */
  sourceHash: string | null;
  /** Which one of several chunks with that text, from 0. */
  occurrence: number;
  /** The curator's words for `replace` and `add`; for the others the text of the chunk, so that people know it again. */
  text: string | null;
  /** Where its chunk stands, or would stand; null when there is none to match. */
  position: number | null;
};

export type EditedDrafts = {
  drafts: DraftChunk[];
  /** Where the chunk of each edit stands now, or would stand; of those that match none, nothing. */
  positions: ReadonlyMap<string, number>;
};

type Entry = { draft?: DraftChunk; editIds: string[] };

const keyOf = (sourceHash: string, occurrence: number) => `${sourceHash}:${occurrence}`;

function bySource(edits: readonly ChunkEdit[]): Map<string, ChunkEdit[]> {
  const found = new Map<string, ChunkEdit[]>();
  for (const edit of edits) {
    if (edit.sourceHash === null) continue;
    const key = keyOf(edit.sourceHash, edit.occurrence);
    found.set(key, [...(found.get(key) ?? []), edit]);
  }
  return found;
}

function withEdits(draft: DraftChunk, edits: readonly ChunkEdit[]): Entry {
  const editIds = edits.map(({ id }) => id);
  if (edits.some(({ kind }) => kind === 'remove')) return { editIds };
  const replaced = edits.find(({ kind }) => kind === 'replace');
  const isEnabled = draft.isEnabled && !edits.some(({ kind }) => kind === 'disable');
  if (!replaced) return { draft: { ...draft, isEnabled }, editIds };
  return { draft: { ...draft, ...describeText(replaced.text ?? '', draft.prefix), origin: 'edited', editId: replaced.id, isEnabled }, editIds };
}

/** Puts the added chunks where they are to stand in the result, the last of them at its end. */
function merge(entries: readonly Entry[], added: readonly { entry: Entry; position: number }[]): Entry[] {
  const merged: Entry[] = [];
  let position = 0;
  let next = 0;
  const addDue = () => {
    for (; next < added.length && added[next]!.position <= position; next++, position++) merged.push(added[next]!.entry);
  };
  for (const entry of entries) {
    addDue();
    merged.push(entry);
    if (entry.draft) position++;
  }
  return [...merged, ...added.slice(next).map(({ entry }) => entry)];
}

/**
 * The chunks of a document as its curators want them. An edit whose text the document has no chunk with is left out.
 * @param drafts as the document has them; none of a document whose chunks were supplied
 * @param added the chunk of each edit that adds one, by the edit's id
 */
export function applyEdits(drafts: readonly DraftChunk[], added: ReadonlyMap<string, DraftChunk>, edits: readonly ChunkEdit[]): EditedDrafts {
  if (edits.length === 0) return { drafts: [...drafts], positions: new Map() };
  const editsOf = bySource(edits);
  const seen = new Map<string, number>();
  const own = drafts.map((draft) => {
    const hash = hashText(draft.text);
    const occurrence = seen.get(hash) ?? 0;
    seen.set(hash, occurrence + 1);
    return withEdits(draft, editsOf.get(keyOf(hash, occurrence)) ?? []);
  });
  const additions = edits
    .flatMap(({ id, position }) => {
      const chunk = added.get(id);
      if (!chunk) return [];
      const { draft, editIds } = withEdits(chunk, editsOf.get(keyOf(id, 0)) ?? []);
      return [{ entry: { draft, editIds: [id, ...editIds] }, position: position ?? Infinity }];
    })
    .sort((left, right) => left.position - right.position);

  const placed: DraftChunk[] = [];
  const positions = new Map<string, number>();
  for (const { draft, editIds } of merge(own, additions)) {
    for (const id of editIds) positions.set(id, placed.length);
    if (draft) placed.push({ ...draft, position: placed.length });
  }
  return { drafts: placed, positions };
}
