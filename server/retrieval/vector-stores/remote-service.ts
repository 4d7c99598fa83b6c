import type { z } from 'zod';
import type { EndpointClient, EndpointRequest } from '../../platform/endpoint-client.ts';
import { AppError } from '../../platform/errors.ts';
import { remoteTimeoutMs } from '../remote-store.ts';

const mostAnswerBytes = 64 * 1024 * 1024;

export type ServiceAnswer = { status: number; body: unknown };
/** Asks a store over HTTP. @throws AppError while it is away */
export type AskService = (method: EndpointRequest['method'], path: string, body?: string, timeoutMs?: number) => Promise<ServiceAnswer>;

/** @param name how errors call the store */
export function createAskService(name: string, baseUrl: string, headers: Record<string, string>, endpoints: EndpointClient): AskService {
  const base = baseUrl.replace(/\/+$/, '');
  return async (method, path, body, timeoutMs = remoteTimeoutMs.question) => {
    const { status, text } = await endpoints.ask(
      { method, url: base + path, headers: { accept: 'application/json', ...headers }, body },
      { timeoutMs, maxBytes: mostAnswerBytes, signal: new AbortController().signal },
    );
    try {
      return { status, body: JSON.parse(text) as unknown };
    } catch (cause) {
      throw new AppError('provider_failed', `${name} answered with status ${status} and no JSON`, { hint: `Check the address of ${name}.` }, { cause });
    }
  };
}

/** @throws AppError provider_failed when the answer has another shape */
export function readAnswer<Shape>(name: string, schema: z.ZodType<Shape>, body: unknown): Shape {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new AppError('provider_failed', `${name} gave an answer that is not understood`, {}, { cause: parsed.error });
  return parsed.data;
}

/** Parts of at most so many. */
export function* slices<Item>(items: readonly Item[], most: number): Generator<Item[]> {
  for (let first = 0; first < items.length; first += most) yield items.slice(first, first + most);
}
