import { setTimeout as delay } from 'node:timers/promises';
import type { DocumentFailure } from '#contracts/document';
import type { AppContext } from '../../context.ts';
import { getDocument } from '../../ingestion/document.repository.ts';
import { unreadTypes } from '../../ingestion/unread-types.ts';
import { AppError, throwIfAborted } from '../../platform/errors.ts';
import type { Principal } from '../../platform/principal.ts';

const firstLookMs = 20;
const longestPauseMs = 500;
/** Old clients wait for five minutes at most; until then they are told what is still worked on. */
const longestWaitMs = 290_000;

function reasonOf({ message = '处理失败' }: Partial<DocumentFailure>, mediaType: string): string {
  return Object.hasOwn(unreadTypes, mediaType) ? `暂未支持的文件格式：${message}` : message;
}

/** Why it was not taken in; undefined when it was. @throws AppError cancelled */
async function settledFailure({ database }: Pick<AppContext, 'database'>, principal: Principal, id: string, endMs: number, signal: AbortSignal): Promise<string | undefined> {
  for (let pauseMs = firstLookMs; Date.now() < endMs; pauseMs = Math.min(longestPauseMs, pauseMs * 1.5)) {
    const { status, failure, mediaType } = await getDocument(database, principal, id);
    if (status === 'ready') return undefined;
    if (status === 'failed') return reasonOf(JSON.parse(failure ?? '{}') as Partial<DocumentFailure>, mediaType);
    await delay(pauseMs);
    throwIfAborted(signal);
  }
  return '仍在处理中';
}

/** Waits until the documents have been taken in, or not: old clients search as soon as they are answered. @returns by name, why not */
export async function waitUntilSettled(
  context: Pick<AppContext, 'database'>,
  principal: Principal,
  documents: readonly { id: string; name: string }[],
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const failures: Record<string, string> = {};
  const endMs = Date.now() + longestWaitMs;
  for (const { id, name } of documents) {
    const failure = await settledFailure(context, principal, id, endMs, signal).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found') return '文件已被删除';
      throw error;
    });
    if (failure !== undefined) failures[name] = failure;
  }
  return failures;
}
