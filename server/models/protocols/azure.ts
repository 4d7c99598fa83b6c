import type { Protocol } from '../protocol.ts';
import type { OpenAiDialect } from './openai/dialect.ts';
import { openAiLike } from './openai/openai-like.ts';

/** Versions are dates where deployments have addresses of their own; the v1 API needs none, or takes "preview". */
const isDated = (apiVersion: string | undefined) => /^\d{4}-\d{2}-\d{2}/.test(apiVersion ?? '');

export const azureDialect: OpenAiDialect = {
  url({ baseUrl, options: { apiVersion } }, path, model) {
    const url = new URL(baseUrl);
    const deployment = model === undefined ? '' : `/deployments/${encodeURIComponent(model)}`;
    const root = url.pathname.replace(/\/openai(\/.*)?$/, '').replace(/\/+$/, '');
    url.pathname = `${root}/openai${isDated(apiVersion) ? deployment : '/v1'}${path}`;
    url.search = apiVersion ? `?api-version=${encodeURIComponent(apiVersion)}` : '';
    return url.href;
  },
  headers: ({ apiKey }): Record<string, string> => (apiKey ? { 'api-key': apiKey } : {}),
};

/** OpenAI's models at Azure, by the names of their deployments: at the v1 API, or with a dated version at the addresses before it. */
export const azure: Protocol = { id: 'azure', label: 'Azure OpenAI', needsApiKey: true, ...openAiLike(azureDialect) };
