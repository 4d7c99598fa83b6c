import { AppError } from '../platform/errors.ts';

/** Waits no longer than this for an index; without a limit, until it is there. @throws AppError not_ready */
export async function withinTime<Result>(work: Promise<Result>, timeoutMs: number | undefined): Promise<Result> {
  if (timeoutMs === undefined) return work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new AppError('not_ready', 'The index is being made from the documents', { hint: 'It answers by itself when it is done.' }));
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
