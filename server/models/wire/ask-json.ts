import type { z } from 'zod';
import { startDeadline } from './deadline.ts';
import { type Call, type Endpoint, readText, send } from './endpoint.ts';
import { failureOfProtocol } from './failure.ts';

/** What is expected of an answer, and what to say when it is something else. */
export type Expected<Body> = { schema: z.ZodType<Body>; problem: string; hint: string; timeoutMs: number; maxBytes: number };

export const listTimeoutMs = 15_000;
export const maxListBytes = 4 * 1024 * 1024;
export const maxListedModels = 500;

/** One request and its whole answer. @throws AppError as `send`, timed_out, provider_failed when the answer is of another form */
export async function askJson<Body>(endpoint: Endpoint, call: Call, expected: Expected<Body>, caller: AbortSignal): Promise<Body> {
  const deadline = startDeadline(endpoint, caller, expected.timeoutMs);
  try {
    const text = await readText(endpoint, await send(endpoint, call, deadline.signal), expected.maxBytes);
    return readAs(endpoint, text, expected);
  } catch (error) {
    throw deadline.explain(error);
  } finally {
    deadline.end();
  }
}

function readAs<Body>(endpoint: Endpoint, text: string, { schema, problem, hint }: Expected<Body>): Body {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw failureOfProtocol(endpoint, problem, hint);
  }
}

/** What a list of models is expected to be. */
export function listOfModels<Body>(schema: z.ZodType<Body>): Expected<Body> {
  return {
    schema,
    problem: 'answered, but not with a list of models',
    hint: 'Does the base URL point at a model server of this protocol? That of an OpenAI-compatible one usually ends in /v1.',
    timeoutMs: listTimeoutMs,
    maxBytes: maxListBytes,
  };
}
