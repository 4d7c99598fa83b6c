import type { Protocol } from '../protocol.ts';
import { addressOf } from '../wire/endpoint.ts';
import { type OpenAiDialect, withoutCall } from './openai/dialect.ts';
import { openAiLike } from './openai/openai-like.ts';

export const openAiDialect: OpenAiDialect = {
  url: ({ baseUrl }, path) => addressOf(withoutCall(baseUrl), path, '/v1'),
  headers: ({ apiKey }): Record<string, string> => (apiKey ? { Authorization: `Bearer ${apiKey}` } : {}),
};

/** Spoken by most: OpenAI, llama.cpp, vLLM, LM Studio, DeepSeek, Qwen, Zhipu, Moonshot... Many of their servers need no key. */
export const openAi: Protocol = { id: 'openai', label: 'OpenAI', needsApiKey: false, ...openAiLike(openAiDialect) };
