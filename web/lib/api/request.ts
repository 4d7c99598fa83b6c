import { ErrorBody, type ErrorCode } from '#contracts/error';
import type { z } from 'zod';
import { parseJson } from '../parse-json.ts';

/** `unreachable`: no answer at all. `unexpected_answer`: an answer that the contract does not know. */
export type ApiErrorCode = ErrorCode | 'unreachable' | 'unexpected_answer';

/** A request that failed, with what the server said can be done about it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly hint: string | undefined;
  readonly field: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ApiErrorCode, message: string, details: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
    this.hint = typeof details.hint === 'string' ? details.hint : undefined;
    this.field = typeof details.field === 'string' ? details.field : undefined;
  }
}

export type RequestOptions = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON, save files of a form. */
  body?: unknown;
  query?: Record<string, string | number | undefined>;
  signal?: AbortSignal | undefined;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
  headers?: Record<string, string>;
};

/** Sends a request and checks the answer's JSON against its contract. Throws ApiError. */
export async function requestJson<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  options: RequestOptions = {},
): Promise<z.infer<Schema>> {
  const response = await send(path, options);
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) throw new ApiError('unexpected_answer', `${path}: ${parsed.error.issues[0]?.message ?? 'no JSON'}`);
  return parsed.data;
}

/** Sends a request; any status but success is thrown as ApiError. */
export async function send(path: string, options: RequestOptions = {}): Promise<Response> {
  const { method = 'GET', body, query = {}, signal, keepalive = false, headers = {} } = options;
  const init: RequestInit = { method, keepalive, headers: { ...headers } };
  if (signal) init.signal = signal;
  if (body instanceof FormData) init.body = body;
  else if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { ...headers, 'Content-Type': 'application/json' };
  }
  const response = await fetch(path + queryString(query), init).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiError('unreachable', 'The server did not answer', {}, { cause });
  });
  if (!response.ok) throw readError(await response.text().catch(() => ''), response.status);
  return response;
}

/** The failure that a body of the one error shape tells. */
export function readError(body: string, status: number): ApiError {
  const parsed = ErrorBody.safeParse(parseJson(body));
  if (!parsed.success) return new ApiError('unexpected_answer', `The server answered with status ${status}`);
  const { code, message, details } = parsed.data.error;
  return new ApiError(code, message, details);
}

export function toApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('unexpected_answer', error instanceof Error ? error.message : String(error));
}

export function queryString(query: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, String(value));
  const text = search.toString();
  return text ? `?${text}` : '';
}
