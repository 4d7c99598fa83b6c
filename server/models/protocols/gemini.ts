import { z } from 'zod';
import type { Protocol } from '../protocol.ts';
import { askJson, listOfModels, maxListedModels } from '../wire/ask-json.ts';
import { instructionsOf } from '../wire/conversation.ts';
import { addressOf, type Endpoint, firstByteTimeoutMs } from '../wire/endpoint.ts';
import { namesFor, type ParameterNames, sentAs } from '../wire/parameters.ts';
import { sendTolerantly } from '../wire/send-tolerantly.ts';
import { streamAnswer } from '../wire/stream-answer.ts';
import { checkedVectors, vectorsExpected } from '../wire/vectors.ts';
import { createReader } from './gemini/answer-reader.ts';
import { promptOf, toolFieldsOf } from './gemini/prompt.ts';

const ModelInfo = z.object({ name: z.string(), inputTokenLimit: z.number().int().positive().optional() });
const ModelList = z.object({ models: z.array(ModelInfo) });
const Embeddings = z.object({ embeddings: z.array(z.object({ values: z.array(z.number()) })) });

const parameterNames: ParameterNames = {
  temperature: 'temperature',
  maxTokens: 'maxOutputTokens',
  topP: 'topP',
  topK: 'topK',
  presencePenalty: 'presencePenalty',
  frequencyPenalty: 'frequencyPenalty',
  stop: 'stopSequences',
  seed: 'seed',
};

/** Tuned models have a folder of their own. */
const pathOf = (model: string) => (model.includes('/') ? model : `models/${model}`);

function callOf({ baseUrl, apiKey }: Endpoint, path: string, query = ''): { url: string; headers: Record<string, string> } {
  return { url: addressOf(baseUrl, `/${path}`, '/v1beta') + query, headers: apiKey ? { 'x-goog-api-key': apiKey } : {} };
}

/** Google's Gemini API, v1beta. */
export const gemini: Protocol = {
  id: 'gemini',
  label: 'Google Gemini',
  needsApiKey: true,
  callsTools: true,
  parameterNames,
  embeddingBatch: 100,
  streamChat(endpoint, completion, caller) {
    const { model, messages, temperatureIsChosen } = completion;
    const system = instructionsOf(messages);
    const asked = {
      contents: promptOf(messages),
      ...(system ? { systemInstruction: { parts: [{ text: system }] } } : {}),
      ...toolFieldsOf(completion),
    };
    const request = {
      fields: sentAs(namesFor(parameterNames, endpoint.options), completion),
      droppable: temperatureIsChosen ? [] : ['temperature'],
      body: (fields: object) => ({ ...asked, generationConfig: fields }),
    };
    const call = callOf(endpoint, `${pathOf(model)}:streamGenerateContent`, '?alt=sse');
    return streamAnswer(endpoint, { open: (signal) => sendTolerantly(endpoint, call, request, signal), read: createReader(endpoint) }, caller);
  },
  async listModels(endpoint, signal) {
    const { models } = await askJson(endpoint, callOf(endpoint, 'models', '?pageSize=1000'), listOfModels(ModelList), signal);
    return models.slice(0, maxListedModels).map(({ name }) => name.replace(/^models\//, ''));
  },
  async embed(endpoint, { model, texts, purpose }, signal) {
    const taskType = purpose === 'query' ? 'RETRIEVAL_QUERY' : 'RETRIEVAL_DOCUMENT';
    const requests = texts.map((text) => ({ model: pathOf(model), content: { parts: [{ text }] }, taskType }));
    const expected = { ...vectorsExpected, schema: Embeddings, timeoutMs: firstByteTimeoutMs };
    const { embeddings } = await askJson(endpoint, { ...callOf(endpoint, `${pathOf(model)}:batchEmbedContents`), body: { requests } }, expected, signal);
    return checkedVectors(
      endpoint,
      embeddings.map(({ values }) => Float32Array.from(values)),
      texts.length,
    );
  },
  async findContextTokens(endpoint, model, signal) {
    return (await askJson(endpoint, callOf(endpoint, pathOf(model)), listOfModels(ModelInfo), signal)).inputTokenLimit;
  },
};
