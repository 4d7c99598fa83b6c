import { z } from 'zod';
import type { EndpointAnswer, EndpointClient } from '../platform/endpoint-client.ts';
import { AppError } from '../platform/errors.ts';

const timeoutMs = 15_000;
const maxAnswerBytes = 2 * 1024 * 1024;

export type ServiceRequest = { baseUrl: string; path: string; query?: Record<string, string>; headers?: Record<string, string> };

function addressOf({ baseUrl, path, query = {} }: ServiceRequest): string {
  const url = new URL(baseUrl);
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  url.search = new URLSearchParams(query).toString();
  return url.href;
}

const hints: Readonly<Record<number, string>> = {
  401: 'Its API key is not accepted; check it in Settings > Tools.',
  403: 'Its API key is not accepted; check it in Settings > Tools.',
  429: 'It limits requests; wait a little.',
};

/** A status that says nothing good. */
export function statusProblem(label: string, status: number): AppError {
  const code = status === 429 ? 'rate_limited' : 'provider_failed';
  return new AppError(code, `${label} answered with status ${status}`, { status, hint: hints[status] ?? 'Check its address in Settings > Tools.' });
}

/** Asks a service outside; the answer is given whatever its status. @throws AppError provider_failed, timed_out, forbidden, too_large, cancelled */
export function askService(endpoints: EndpointClient, request: ServiceRequest, signal: AbortSignal): Promise<EndpointAnswer> {
  return endpoints.ask({ method: 'GET', url: addressOf(request), headers: request.headers }, { timeoutMs, maxBytes: maxAnswerBytes, signal });
}

/** The answer as JSON of a form. @throws AppError provider_failed when it is none */
export function readAnswer<Read>(label: string, schema: z.ZodType<Read>, { text }: EndpointAnswer): Read {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new AppError('provider_failed', `${label} sent an answer that is none of its kind`, { hint: 'Check its address in Settings > Tools.' });
}

/** The option that says where a service is asked. */
export const baseUrlOption = (address: string) => z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(address);
