import { AppError } from '../../platform/errors.ts';

/** `expired`: nobody decided in time. */
export type ToolDecision = 'allow' | 'refuse' | 'expired';

const defaultTimeoutMs = 10 * 60_000;

/** The calls of tools that wait for a person. */
export type Approvals = {
  /** @throws AppError cancelled when the turn is stopped */
  wait(turnId: string, callId: string, signal: AbortSignal): Promise<ToolDecision>;
  /** @throws AppError not_found when no such call waits */
  decide(turnId: string, callId: string, decision: 'allow' | 'refuse'): void;
};

export function createApprovals(timeoutMs = defaultTimeoutMs): Approvals {
  const waiting = new Map<string, (decision: ToolDecision) => void>();
  const keyOf = (turnId: string, callId: string) => JSON.stringify([turnId, callId]);
  return {
    async wait(turnId, callId, signal) {
      const key = keyOf(turnId, callId);
      let timer: NodeJS.Timeout | undefined;
      let stop: (() => void) | undefined;
      try {
        return await new Promise<ToolDecision>((resolve, reject) => {
          waiting.set(key, resolve);
          timer = setTimeout(() => resolve('expired'), timeoutMs);
          stop = () => reject(new AppError('cancelled', 'The operation was cancelled'));
          if (signal.aborted) stop();
          signal.addEventListener('abort', stop);
        });
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop!);
        waiting.delete(key);
      }
    },
    decide(turnId, callId, decision) {
      const resolve = waiting.get(keyOf(turnId, callId));
      if (!resolve) throw new AppError('not_found', `No call ${callId} waits for a decision`, { hint: 'It was decided already, or its turn has ended.' });
      resolve(decision);
    },
  };
}
