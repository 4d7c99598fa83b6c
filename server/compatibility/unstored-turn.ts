import { randomUUID } from 'node:crypto';
import { runUnstoredTurn, type TurnContext, type UnstoredTurnInput } from '../chat/run-turn.ts';
import type { Run, RunningTurn, TurnRegistry } from '../chat/turn-registry.ts';
import type { AssistantMessage } from '#contracts/message';
import { AppError } from '../platform/errors.ts';

export type UnstoredTurnContext = TurnContext & { turns: TurnRegistry };

/** Begins a turn that is stored nowhere and is stopped when the client goes away. @throws AppError when it cannot begin */
export async function beginUnstoredTurn(context: UnstoredTurnContext, input: UnstoredTurnInput, signal: AbortSignal): Promise<RunningTurn> {
  const { principal } = input;
  const run: Run = async (emit, turnSignal) => emit(await runUnstoredTurn(context, input, emit, turnSignal));
  const turn = await context.turns.start(principal, randomUUID(), run);
  const stop = () => context.turns.stop(principal, turn.turnId);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return turn;
}

/** @throws AppError when the turn ended without an answer */
export function throwUnlessAnswered({ status, failure }: AssistantMessage): void {
  if (failure) throw new AppError(failure.code, failure.message, { hint: failure.hint, retryAfterSeconds: failure.retryAfterSeconds });
  if (status === 'cancelled') throw new AppError('cancelled', 'The answer was stopped');
  if (status === 'interrupted') throw new AppError('unavailable', 'The server is stopping');
}
