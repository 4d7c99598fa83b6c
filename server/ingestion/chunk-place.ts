import type { ChunkPlace } from '#contracts/search';
import type { Block } from './document-loader.ts';
import type { ChunkSpan } from './text-splitter.ts';

/** Blocks that share text with the span; the blocks are in order and do not overlap. */
function blocksIn(blocks: readonly Block[], { start, end }: ChunkSpan): Block[] {
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

/** The times and table rows that a chunk spans; undefined in a document without either. */
export function chunkPlace(blocks: readonly Block[], span: ChunkSpan): ChunkPlace | undefined {
  const covered = blocksIn(blocks, span);
  const times = covered.flatMap(({ time }) => time ?? []);
  const cells = covered.flatMap(({ cell }) => cell ?? []);
  if (times.length === 0 && cells.length === 0) return undefined;
  const sheet = cells[0]?.sheet;
  const rows = cells.filter((cell) => cell.table === cells[0]?.table).map(({ row }) => row);
  return {
    ...(times.length > 0 && { time: { startMs: times[0]!.startMs, endMs: Math.max(...times.map(({ endMs }) => endMs)) } }),
    ...(sheet !== undefined && { sheet }),
    ...(rows.length > 0 && { rows: { from: rows[0]!, to: rows.at(-1)! } }),
  };
}
