import type { ProviderOptions } from '#contracts/provider-options';
import { AppError } from '../../platform/errors.ts';
import { failureOfAnswer, failureOfConnection, failureOfProtocol, noApiKey } from './failure.ts';

export type EndpointRequest = { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string; redirect: 'manual'; signal: AbortSignal };
/** What is read of fetch's Response. The body is bytes as they arrive, whatever types of fetch are declared to say. */
export type EndpointAnswer = Pick<Response, 'ok' | 'status' | 'url'> & { headers: Pick<Headers, 'get'>; body: unknown };

/** Where to ask, as whom, and by which way. */
export type Endpoint = {
  name: string;
  baseUrl: string;
  apiKey?: string;
  /** It is known to answer nobody without a key, and there is none. */
  isKeyMissing: boolean;
  options: ProviderOptions;
  /** Goes through the proxy, where there is one. */
  fetch(url: string, init: EndpointRequest): Promise<EndpointAnswer>;
};

export type Call = { url: string; headers?: Record<string, string>; body?: unknown };

/** Local models read a long prompt for tens of seconds before their first word. */
export const firstByteTimeoutMs = 60_000;
const maxErrorBytes = 64 * 1024;

/** The address below a base URL's path, with its query. `fallbackPath` stands for a base URL without a path. */
export function addressOf(baseUrl: string, path: string, fallbackPath = ''): string {
  const url = new URL(baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '') || fallbackPath}${path}`;
  return url.href;
}

/** The body as it arrives. */
export function bytesOf({ body }: EndpointAnswer): AsyncIterable<Uint8Array> {
  return (body ?? []) as AsyncIterable<Uint8Array>;
}

/** Reads a body up to a limit. @throws AppError provider_failed when it is longer, unavailable when the connection is cut */
export async function readText(endpoint: Endpoint, response: EndpointAnswer, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for await (const chunk of bytesOf(response)) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) break;
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    throw failureOfConnection(endpoint, response.url, error);
  }
  if (bytes > maxBytes)
    throw failureOfProtocol(endpoint, `sent an answer beyond ${maxBytes} bytes`, 'Does the base URL point at a model server?');
  return text + decoder.decode();
}

/**
 * One request. Redirects are not followed: the key and the text go to the configured address only.
 * @throws AppError provider_failed, unavailable, rate_limited for anything but a 2xx answer, and when a key is missing
 */
export async function send(endpoint: Endpoint, { url, headers, body }: Call, signal: AbortSignal): Promise<EndpointAnswer> {
  if (endpoint.isKeyMissing) throw noApiKey(endpoint);
  let response: EndpointAnswer;
  try {
    response = await endpoint.fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    throw error instanceof AppError ? error : failureOfConnection(endpoint, url, error);
  }
  if (response.ok) return response;
  const complaint = await readText(endpoint, response, maxErrorBytes).catch(() => '');
  throw failureOfAnswer(endpoint, response, complaint);
}
