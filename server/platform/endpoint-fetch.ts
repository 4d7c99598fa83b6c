import { Agent, fetch } from 'undici';
import { createCheckedConnector, resolveBySystem } from './checked-connector.ts';
import { endpointRules } from './endpoint-client.ts';

/** What libraries that speak HTTP themselves are given instead of `fetch`, for addresses that an administrator entered. */
export type EndpointFetch = AsyncDisposable & { fetch(url: string | URL, init?: RequestInit): Promise<Response> };

/** Ends in an error where more arrives. */
function limited(body: ReadableStream<Uint8Array>, maxBytes: number): ReadableStream<Uint8Array> {
  let bytes = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      bytes += piece.byteLength;
      if (bytes > maxBytes) controller.error(new Error(`The answer is larger than ${maxBytes} bytes`));
      else controller.enqueue(piece);
    },
  });
  return body.pipeThrough(counter);
}

/** The addresses are checked as those of `EndpointClient` are. @param maxBytes of each answer */
export function createEndpointFetch(maxBytes: number): EndpointFetch {
  const dispatcher = new Agent({ connect: createCheckedConnector(endpointRules, resolveBySystem) });
  return {
    async fetch(url, init = {}) {
      // Two declarations of the same standard: the browser's, and that of the client.
      const options = { ...init, dispatcher } as unknown as Parameters<typeof fetch>[1];
      const { status, headers, body } = await fetch(url, options);
      const content = body && limited(body as unknown as ReadableStream<Uint8Array>, maxBytes);
      return new Response(content, { status, headers: [...headers] });
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  };
}
