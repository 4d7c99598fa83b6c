import type { ChunkPlace } from '#contracts/search';
import type { Block } from './document-loader.ts';
import type { ChunkSpan } from './text-splitter.ts';

const describedMaxChars = 500;

/** Blocks that share text with the span; the blocks are in order and do not overlap. */
export function blocksIn(blocks: readonly Block[], { start, end }: Pick<ChunkSpan, 'start' | 'end'>): Block[] {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle]!.end <= start) low = middle + 1;
    else high = middle;
  }
  const found: Block[] = [];
  for (let index = low; index < blocks.length && blocks[index]!.start < end; index++) found.push(blocks[index]!);
  return found;
}

/** What the chosen columns say of the rows, each value once. */
function describeRows(blocks: readonly Block[]): Record<string, string> {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of blocks.flatMap(({ metadata }) => Object.entries(metadata ?? {}))) {
    if (value !== '') values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  return Object.fromEntries([...values].map(([name, several]) => [name, [...several].join(', ').slice(0, describedMaxChars)]));
}

/** The times and table rows that a chunk spans, and what is said of the rows; undefined in a document without either. */
export function chunkPlace(blocks: readonly Block[], span: ChunkSpan): ChunkPlace | undefined {
  const covered = blocksIn(blocks, span);
  const times = covered.flatMap(({ time }) => time ?? []);
  const cells = covered.flatMap(({ cell }) => cell ?? []);
  if (times.length === 0 && cells.length === 0) return undefined;
  const sheet = cells[0]?.sheet;
  const described = describeRows(covered);
  const rows = cells.filter((cell) => cell.table === cells[0]?.table).map(({ row }) => row);
  return {
    ...(times.length > 0 && { time: { startMs: times[0]!.startMs, endMs: Math.max(...times.map(({ endMs }) => endMs)) } }),
    ...(sheet !== undefined && { sheet }),
    ...(rows.length > 0 && { rows: { from: rows[0]!, to: rows.at(-1)! } }),
    ...(Object.keys(described).length > 0 && { described }),
  };
}
