import type { Request, Response } from 'express';
import { finishedAnswer } from '../../chat/finished-answer.ts';
import type { RunningTurn } from '../../chat/turn-registry.ts';
import type { AppContext } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import { handled } from '../../platform/http.ts';
import { sendEvents } from '../../platform/sse.ts';
import { throwUnlessAnswered } from '../unstored-turn.ts';
import { type ChunkForm, toChunks } from './answer-chunks.ts';
import { envelopeOf } from './failures.ts';
import { framingFor } from './framing.ts';

type Raw = { request: Request; response: Response };

/** What fails is the last value, in the form that clients look for. */
async function* tellingFailures(values: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* values;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    yield envelopeOf(error);
  }
}

/** Values as a stream, framed as the client or the settings say. */
export async function sendValues({ settings }: Pick<AppContext, 'settings'>, { request, response }: Raw, values: AsyncIterable<unknown>, signal: AbortSignal): Promise<typeof handled> {
  await sendEvents(response, tellingFailures(values), signal, framingFor(request, await settings.get()));
  return handled;
}

async function* only(value: unknown): AsyncGenerator<unknown> {
  yield value;
}

/** The answer in chunks, or in the one chunk that is a stream too. @throws AppError when there is no answer and nothing was sent yet */
export async function sendAnswer(context: AppContext, raw: Raw, turn: RunningTurn, form: ChunkForm, isStreamed: boolean, signal: AbortSignal): Promise<typeof handled> {
  if (isStreamed) return sendValues(context, raw, toChunks(turn.events(), form), signal);
  const answer = await finishedAnswer(turn.events());
  throwUnlessAnswered(answer);
  return sendValues(context, raw, only(form.whole(answer)), signal);
}

/** Address of this server as others reach it, without a slash at its end. */
export async function baseOf({ settings }: Pick<AppContext, 'settings'>, { request }: Raw): Promise<string> {
  const { publicUrl } = await settings.get();
  return (publicUrl || `${request.protocol}://${request.headers.host}`).replace(/\/+$/, '');
}
