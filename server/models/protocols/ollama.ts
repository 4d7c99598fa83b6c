import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import { assumedContextTokens } from '../chat-models/remote.ts';
import type { Protocol } from '../protocol.ts';
import { askJson, listOfModels, maxListedModels } from '../wire/ask-json.ts';
import { addressOf, type Endpoint, firstByteTimeoutMs, send } from '../wire/endpoint.ts';
import { namesFor, type ParameterNames, sentAs } from '../wire/parameters.ts';
import { streamAnswer } from '../wire/stream-answer.ts';
import { checkedVectors, vectorsExpected } from '../wire/vectors.ts';
import { createReader } from './ollama/answer-reader.ts';
import { promptOf } from './ollama/prompt.ts';
import { toolsOf } from './openai/prompt.ts';

const Tags = z.object({ models: z.array(z.object({ name: z.string() })) });
const Shown = z.object({ model_info: z.record(z.string(), z.unknown()).optional() });
const Embeddings = z.object({ embeddings: z.array(z.array(z.number())) });

const parameterNames: ParameterNames = {
  temperature: 'temperature',
  maxTokens: 'num_predict',
  topP: 'top_p',
  topK: 'top_k',
  minP: 'min_p',
  repetitionPenalty: 'repeat_penalty',
  presencePenalty: 'presence_penalty',
  frequencyPenalty: 'frequency_penalty',
  stop: 'stop',
  seed: 'seed',
};

/** An address with /v1, as it is entered for OpenAI's protocol, is the same server. */
function callOf({ baseUrl, apiKey }: Endpoint, path: string): { url: string; headers: Record<string, string> } {
  const url = new URL(baseUrl);
  url.pathname = url.pathname.replace(/\/+$/, '').replace(/\/(v1|api)$/, '');
  return { url: addressOf(url.href, `/api${path}`), headers: apiKey ? { Authorization: `Bearer ${apiKey}` } : {} };
}

/** Ollama's own protocol. Other than at its /v1, the context can be set: without it, prompts beyond a few thousand tokens are cut in silence. */
export const ollama: Protocol = {
  id: 'ollama',
  label: 'Ollama',
  needsApiKey: false,
  callsTools: true,
  parameterNames,
  embeddingBatch: 64,
  streamChat(endpoint, completion, caller) {
    const { model, messages, tools, toolChoice } = completion;
    if (toolChoice) throw new AppError('invalid_request', 'Ollama cannot be made to call a tool', { field: 'toolChoice', hint: 'Leave the choice to the model.' });
    const num_ctx = endpoint.options.contextTokens[model] ?? assumedContextTokens;
    const options = { ...sentAs(namesFor(parameterNames, endpoint.options), completion), num_ctx };
    const body = { model, messages: promptOf(messages), stream: true, options, ...(tools?.length ? { tools: toolsOf(tools) } : {}) };
    const open = (signal: AbortSignal) => send(endpoint, { ...callOf(endpoint, '/chat'), body }, signal);
    return streamAnswer(endpoint, { open, read: createReader(endpoint) }, caller);
  },
  async listModels(endpoint, signal) {
    const { models } = await askJson(endpoint, callOf(endpoint, '/tags'), listOfModels(Tags), signal);
    return models.slice(0, maxListedModels).map(({ name }) => name);
  },
  async embed(endpoint, { model, texts }, signal) {
    const expected = { ...vectorsExpected, schema: Embeddings, timeoutMs: firstByteTimeoutMs };
    const { embeddings } = await askJson(endpoint, { ...callOf(endpoint, '/embed'), body: { model, input: texts } }, expected, signal);
    return checkedVectors(
      endpoint,
      embeddings.map((vector) => Float32Array.from(vector)),
      texts.length,
    );
  },
  /** What a model was trained for may be more than the memory holds; more than is assumed has to be asked for in the options. */
  async findContextTokens(endpoint, model, signal) {
    const { model_info = {} } = await askJson(endpoint, { ...callOf(endpoint, '/show'), body: { model } }, listOfModels(Shown), signal);
    const [, trained] = Object.entries(model_info).find(([name]) => name.endsWith('.context_length')) ?? [];
    return typeof trained === 'number' ? Math.min(trained, assumedContextTokens) : undefined;
  },
};
