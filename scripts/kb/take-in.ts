import { setTimeout as delay } from 'node:timers/promises';
import type { Document } from '#contracts/document';
import { Refused } from './api.ts';
import type { Run } from './command.ts';

const pollMs = 100;
/** Files on their way at the same time. */
const underWayLimit = 32;

export type FileToTake = { name: string; file: string };
type Outcome = 'done' | 'known' | 'failed';

/** Counts what becomes of many files, with a line for each, and adds it up at the end. */
export class Tally {
  readonly #startedAtMs = Date.now();
  readonly #failures: string[] = [];
  readonly #counts = { done: 0, known: 0, failed: 0 };

  constructor(
    private readonly total: number,
    private readonly say: (line: string) => void,
  ) {}

  note(name: string, outcome: Outcome, reason = ''): void {
    this.#counts[outcome] += 1;
    const finished = this.#counts.done + this.#counts.known + this.#counts.failed;
    const rate = (finished / Math.max(this.#seconds, 0.001)).toFixed(1);
    const word = { done: 'done', known: 'there already', failed: `failed: ${reason}` }[outcome];
    this.say(`(${finished} / ${this.total}) ${name}: ${word}  ${rate} files/s`);
    if (outcome === 'failed') this.#failures.push(`  ${name}: ${reason}`);
  }

  /** @returns the exit code */
  end(): number {
    const { done, known, failed } = this.#counts;
    this.say(`${done} done, ${known} there already, ${failed} failed in ${this.#seconds.toFixed(1)} s`);
    for (const failure of this.#failures) this.say(failure);
    return failed === 0 ? 0 : 1;
  }

  get #seconds(): number {
    return (Date.now() - this.#startedAtMs) / 1_000;
  }
}

/** @returns why it failed, if it did */
export async function untilReady({ api }: Pick<Run, 'api'>, documentId: string): Promise<string | undefined> {
  for (;;) {
    const { status, failure } = await api.get<Document>(`/api/documents/${documentId}`);
    if (status === 'ready') return undefined;
    if (status === 'failed') return failure ? `${failure.message}. ${failure.hint}` : 'failed';
    await delay(pollMs);
  }
}

/** Takes files in, and waits for each; one that cannot be read stops no other. @returns the exit code */
export async function takeInFiles(run: Run, knowledgeBaseId: string, files: readonly FileToTake[], existing: 'refuse' | 'replace', onReady: (name: string, documentId: string) => Promise<void> = async () => {}): Promise<number> {
  const tally = new Tally(files.length, run.say);
  const underWay: { name: string; id: string }[] = [];
  const finishFirst = async () => {
    const { name, id } = underWay.shift()!;
    const reason = await untilReady(run, id);
    if (reason === undefined) await onReady(name, id);
    tally.note(name, reason === undefined ? 'done' : 'failed', reason);
  };
  for (const { name, file } of files) {
    if (underWay.length >= underWayLimit) await finishFirst();
    try {
      const { id, duplicate } = await run.api.upload(knowledgeBaseId, { name, file }, existing);
      if (duplicate) tally.note(name, 'known');
      else underWay.push({ name, id });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      tally.note(name, 'failed', error.message);
    }
  }
  while (underWay.length > 0) await finishFirst();
  return tally.end();
}
