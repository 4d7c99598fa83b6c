import { failureOfAnswer, failureOfConnection, failureOfProtocol } from './failure.ts';

/** Where to ask, and as whom. */
export type Endpoint = { name: string; baseUrl: string; apiKey?: string };

/** Local models read a long prompt for tens of seconds before their first word. */
export const firstByteTimeoutMs = 60_000;
const maxErrorBytes = 64 * 1024;

/** Servers of this protocol answer below /v1; an address without a path means that. A pasted path of one call is cut off. */
export function apiUrl(baseUrl: string, path: string): string {
  const url = new URL(baseUrl);
  const root = url.pathname.replace(/\/+$/, '').replace(/\/(chat\/completions|embeddings|models)$/, '');
  url.pathname = `${root || '/v1'}${path}`;
  return url.href;
}

/** The body as it arrives. The browser's type of a body, which fetch is declared with, does not say that Node's is iterable. */
export function bytesOf(response: Response): AsyncIterable<Uint8Array> {
  return (response.body ?? []) as unknown as AsyncIterable<Uint8Array>;
}

/** Reads a body up to a limit. @throws AppError provider_failed when it is longer, unavailable when the connection is cut */
export async function readText(endpoint: Endpoint, response: Response, maxBytes: number): Promise<string> {
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
 * @throws AppError provider_failed, unavailable, rate_limited for anything but a 2xx answer
 */
export async function request(endpoint: Endpoint, path: string, body: unknown, signal: AbortSignal): Promise<Response> {
  const url = apiUrl(endpoint.baseUrl, path);
  let response: Response;
  try {
    response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(endpoint.apiKey ? { Authorization: `Bearer ${endpoint.apiKey}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    throw failureOfConnection(endpoint, url, error);
  }
  if (response.ok) return response;
  const complaint = await readText(endpoint, response, maxErrorBytes).catch(() => '');
  throw failureOfAnswer(endpoint, response, complaint);
}
