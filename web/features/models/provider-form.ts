import { CreateProvider, type Provider } from '#contracts/model';
import type { ProviderOptions, ProviderPreset, ProviderProtocol } from '#contracts/provider-options';
import { concurrencyLimits } from '#contracts/provider-options';

/** What is typed of one model; undefined where nothing is. */
export type ModelFigures = { contextTokens?: number | undefined; promptPrice?: number | undefined; completionPrice?: number | undefined };

export type ProviderForm = {
  name: string;
  protocol: ProviderProtocol;
  baseUrl: string;
  apiKey: string;
  removesKey: boolean;
  proxyUrl: string;
  chatModels: string[];
  embeddingModels: string[];
  apiVersion: string;
  concurrency: number | undefined;
  embeddingBatch: number | undefined;
  currency: string;
  figures: Record<string, ModelFigures>;
  parameters: ProviderOptions['parameters'];
};

const defaultCurrency = 'USD';

export function formOf(provider: Provider | undefined): ProviderForm {
  const { name = '', protocol = 'openai', baseUrl = '', proxyUrl = '', chatModels = [], embeddingModels = [], options } = provider ?? {};
  const { prices = {}, contextTokens = {}, parameters, apiVersion = '', concurrency = concurrencyLimits.default, embeddingBatch } = options ?? {};
  const named = [...new Set([...Object.keys(prices), ...Object.keys(contextTokens)])];
  const figures = Object.fromEntries(
    named.map((model): [string, ModelFigures] => {
      const { promptPerMillion, completionPerMillion } = prices[model] ?? {};
      return [model, { contextTokens: contextTokens[model], promptPrice: promptPerMillion, completionPrice: completionPerMillion }];
    }),
  );
  const currency = Object.values(prices)[0]?.currency ?? defaultCurrency;
  return {
    ...{ name, protocol, baseUrl, proxyUrl, chatModels, embeddingModels, apiVersion, concurrency, embeddingBatch, currency, figures, parameters },
    ...{ apiKey: '', removesKey: false },
  };
}

/** What a preset fills in; names of models and keys stay. */
export function partOf({ name, protocol, baseUrl, options }: ProviderPreset): Partial<ProviderForm> {
  const { apiVersion = '', concurrency = concurrencyLimits.default, embeddingBatch, parameters } = options;
  return { name, protocol, baseUrl, apiVersion, concurrency, embeddingBatch, parameters };
}

/** The names without what is empty or said twice. */
export function namesIn(lines: readonly string[]): string[] {
  return [...new Set(lines.map((line) => line.trim()).filter(Boolean))];
}

export function optionsOf(form: ProviderForm): ProviderOptions {
  const { protocol, apiVersion, concurrency, embeddingBatch, currency, figures, parameters } = form;
  const models = namesIn([...form.chatModels, ...form.embeddingModels]).filter((model) => Object.hasOwn(figures, model));
  const prices: ProviderOptions['prices'] = {};
  const contextTokens: ProviderOptions['contextTokens'] = {};
  for (const model of models) {
    const { promptPrice, completionPrice, contextTokens: tokens } = figures[model]!;
    if (tokens !== undefined) contextTokens[model] = tokens;
    if (promptPrice === undefined && completionPrice === undefined) continue;
    prices[model] = { promptPerMillion: promptPrice ?? 0, completionPerMillion: completionPrice ?? 0, currency };
  }
  return {
    concurrency: concurrency ?? concurrencyLimits.default,
    prices,
    contextTokens,
    ...(protocol === 'azure' && apiVersion.trim() ? { apiVersion: apiVersion.trim() } : {}),
    ...(embeddingBatch === undefined ? {} : { embeddingBatch }),
    ...(parameters ? { parameters } : {}),
  };
}

/** As it is sent to add or to change a connection, but for the key. */
export function bodyOf(form: ProviderForm) {
  return {
    name: form.name.trim(),
    protocol: form.protocol,
    baseUrl: form.baseUrl.trim(),
    proxyUrl: form.proxyUrl.trim(),
    options: optionsOf(form),
    chatModels: namesIn(form.chatModels),
    embeddingModels: namesIn(form.embeddingModels),
  };
}

export const isComplete = (form: ProviderForm) => URL.canParse(form.baseUrl.trim()) && CreateProvider.safeParse(bodyOf(form)).success;
