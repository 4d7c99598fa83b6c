import type { AssistantMessage } from '#contracts/message';
import type { Database } from '../platform/database.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { interruptUnfinishedAnswers, updateAnswers, updateAnswerTexts } from './message.repository.ts';

const flushMs = 2_000;

/** Keeps answers on disk while they are being written, so that a crash costs two seconds of text at most. */
export type AnswerStore = AsyncDisposable & {
  /** At start: answers that a dead server left in the middle become `interrupted`. */
  recover(): Promise<void>;
  /** Notes how far the answer has come: its text, or all of it. All that were noted are written together every two seconds. */
  note(answer: AssistantMessage, part?: 'text' | 'all'): void;
  /** Stores the whole answer, in one transaction with others that are kept at the same time. */
  keep(answer: AssistantMessage): Promise<void>;
};

export function createAnswerStore({ database, log }: { database: Database; log: Logger }): AnswerStore {
  const noted = new Map<string, AssistantMessage>();
  /** Of those noted, where more than the text has changed. */
  const changed = new Set<string>();
  const kept = new Map<string, AssistantMessage>();
  let lastWrite: Promise<void> = Promise.resolve();
  let nextKeep: Promise<void> | undefined;

  /** Writes follow one another, so that an older state never overtakes a newer one. */
  function inOrder(write: () => Promise<void>): Promise<void> {
    const written = lastWrite.then(write);
    lastWrite = written.catch((error: unknown) => log.warn({ error: messageOf(error) }, 'answers could not be stored'));
    return written;
  }

  async function writeKept(): Promise<void> {
    nextKeep = undefined;
    const answers = [...kept.values()];
    kept.clear();
    await updateAnswers(database, answers);
  }

  async function writeNoted(): Promise<void> {
    const answers = [...noted.values()];
    const whole = answers.filter(({ id }) => changed.has(id));
    const texts = answers.filter(({ id }) => !changed.has(id));
    noted.clear();
    changed.clear();
    if (whole.length > 0) await updateAnswers(database, whole);
    if (texts.length > 0) await updateAnswerTexts(database, texts);
  }

  const timer = setInterval(() => void inOrder(writeNoted).catch(() => undefined), flushMs);
  timer.unref();

  return {
    async recover() {
      const count = await interruptUnfinishedAnswers(database);
      if (count > 0) log.info({ count }, 'answers were interrupted by the last stop');
    },
    note(answer, part = 'text') {
      noted.set(answer.id, answer);
      if (part === 'all') changed.add(answer.id);
    },
    keep(answer) {
      noted.delete(answer.id);
      changed.delete(answer.id);
      kept.set(answer.id, answer);
      nextKeep ??= inOrder(writeKept);
      return nextKeep;
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await lastWrite;
    },
  };
}
