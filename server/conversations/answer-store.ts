import type { AssistantMessage } from '#contracts/message';
import type { Database } from '../platform/database.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { interruptUnfinishedAnswers, updateAnswer, updateAnswerTexts } from './message.repository.ts';

const flushMs = 2_000;

/** Keeps answers on disk while they are being written, so that a crash costs two seconds of text at most. */
export type AnswerStore = AsyncDisposable & {
  /** At start: answers that a dead server left in the middle become `interrupted`. */
  recover(): Promise<void>;
  /** Notes how far the text has come. All that were noted are written together every two seconds. */
  note(answer: AssistantMessage): void;
  /** Stores the whole answer now. */
  keep(answer: AssistantMessage): Promise<void>;
};

export function createAnswerStore({ database, log }: { database: Database; log: Logger }): AnswerStore {
  const noted = new Map<string, AssistantMessage>();
  let flushing: Promise<void> = Promise.resolve();

  async function flush(): Promise<void> {
    const answers = [...noted.values()];
    noted.clear();
    if (answers.length > 0) await updateAnswerTexts(database, answers);
  }

  const timer = setInterval(() => {
    flushing = flushing.then(flush).catch((error: unknown) => log.warn({ error: messageOf(error) }, 'answers under way could not be stored'));
  }, flushMs);
  timer.unref();

  return {
    async recover() {
      const count = await interruptUnfinishedAnswers(database);
      if (count > 0) log.info({ count }, 'answers were interrupted by the last stop');
    },
    note: (answer) => void noted.set(answer.id, answer),
    async keep(answer) {
      noted.delete(answer.id);
      await flushing;
      await updateAnswer(database, answer);
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await flushing;
    },
  };
}
