import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ParsedDocument } from '../../../server/ingestion/document-loader.ts';
import { createParserPool, type ParserPool } from '../../../server/ingestion/parser-pool.ts';
import type { ChunkSpan } from '../../../server/ingestion/text-splitter.ts';
import { AppError } from '../../../server/platform/errors.ts';
import { createChoices } from '../../crash/choices.ts';
import { mutate } from './mutate.ts';
import type { Seed } from './seeds.ts';

const split = { splitter: 'recursive', chunkSize: 500, chunkOverlap: 50, titleEnhancement: false, headingPrefix: false };
/** One parser process, replaced when a mutant was too much for it. */
export const openMutantPool = (): ParserPool => createParserPool({ processes: 1, timeoutMs });

/** A mutant is some kilobytes: what takes longer than this is caught in a loop. */
const timeoutMs = 20_000;
const problemsTold = 5;

export type MutantReport = {
  parsed: number;
  refused: number;
  /** Out of time or memory, or its process died. */
  killed: number;
  slowestMs: number;
  /** What must not be: a failure that is none of ours, one without a hint, spans that point nowhere. */
  problems: string[];
};

function brokenSpans({ text, blocks }: ParsedDocument, chunks: readonly ChunkSpan[]): string[] {
  let end = 0;
  const problems: string[] = [];
  for (const block of blocks) {
    if (!(block.start >= end && block.end >= block.start && block.end <= text.length)) problems.push(`block ${block.start}..${block.end} after ${end} of ${text.length}`);
    end = block.end;
  }
  for (const chunk of chunks) {
    const isWithin = chunk.start >= 0 && chunk.end > chunk.start && chunk.end <= text.length;
    if (!isWithin || chunk.end - chunk.start > split.chunkSize) problems.push(`chunk ${chunk.start}..${chunk.end} of ${text.length}`);
  }
  return problems.slice(0, 1);
}

async function tryMutant(pool: ParserPool, folder: string, name: string, content: Uint8Array, report: MutantReport): Promise<string[]> {
  const file = path.join(folder, 'mutant');
  const scratch = path.join(folder, 'scratch');
  await writeFile(file, content);
  await mkdir(scratch);
  try {
    const { document, chunks } = await pool.parse({ path: file, name, sizeBytes: content.length }, { ...split, folder: scratch }, new AbortController().signal);
    report.parsed++;
    return brokenSpans(document, chunks);
  } catch (error) {
    if (!(error instanceof AppError)) return [`no failure of ours: ${String(error)}`];
    const isKilled = error.code === 'timed_out' || /ended unexpectedly|MB of memory/.test(error.message);
    report[isKilled ? 'killed' : 'refused']++;
    if (error.code === 'internal' || !error.hint) return [`${error.code} without a way out: ${error.message}`];
    return isKilled ? [`killed: ${error.message}`] : [];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Parses and splits mutants of the seeds in real parser processes, one after another.
 * @param onProblem told the mutant, to be looked into
 */
export async function runMutants(
  pool: ParserPool,
  seeds: readonly Seed[],
  count: number,
  seed: number,
  onProblem: (problem: string, name: string, content: Uint8Array) => Promise<void> = async () => {},
): Promise<MutantReport> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-mutants-'));
  const choices = createChoices(seed);
  const report: MutantReport = { parsed: 0, refused: 0, killed: 0, slowestMs: 0, problems: [] };
  for (let index = 0; index < count; index++) {
    const { name, content } = seeds[index % seeds.length]!;
    const mutant = mutate(content, choices);
    const begun = Date.now();
    for (const problem of await tryMutant(pool, folder, name, mutant, report)) {
      report.problems.push(`${name}, mutant ${index}: ${problem}`);
      if (report.problems.length <= problemsTold) await onProblem(problem, name, mutant);
    }
    report.slowestMs = Math.max(report.slowestMs, Date.now() - begun);
  }
  await rm(folder, { recursive: true, force: true });
  return report;
}
