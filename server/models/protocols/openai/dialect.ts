import type { Endpoint } from '../../wire/endpoint.ts';

/** Where the addresses of OpenAI's protocol are, and how the key is shown. */
export type OpenAiDialect = {
  /** @param model whom it is asked of, where that is part of the address */
  url(endpoint: Endpoint, path: '/chat/completions' | '/embeddings' | '/models', model?: string): string;
  headers(endpoint: Endpoint): Record<string, string>;
};

/** Servers of this protocol answer below /v1; an address without a path means that. A pasted path of one call is cut off. */
export function withoutCall(baseUrl: string): string {
  const url = new URL(baseUrl);
  url.pathname = url.pathname.replace(/\/+$/, '').replace(/\/(chat\/completions|embeddings|models)$/, '');
  return url.href;
}
