import { z } from 'zod';
import type { Protocol } from '../protocol.ts';
import { askJson, listOfModels, maxListedModels } from '../wire/ask-json.ts';
import { addressOf, type Endpoint } from '../wire/endpoint.ts';
import { instructionsOf } from '../wire/conversation.ts';
import { namesFor, type ParameterNames, sentAs } from '../wire/parameters.ts';
import { sendTolerantly } from '../wire/send-tolerantly.ts';
import { streamAnswer } from '../wire/stream-answer.ts';
import { readEvent } from './anthropic/answer-reader.ts';
import { promptOf, toolFieldsOf } from './anthropic/prompt.ts';

const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });

const parameterNames: ParameterNames = { temperature: 'temperature', maxTokens: 'max_tokens', topP: 'top_p', topK: 'top_k', stop: 'stop_sequences' };

function callOf({ baseUrl, apiKey }: Endpoint, path: string): { url: string; headers: Record<string, string> } {
  const url = new URL(baseUrl);
  url.pathname = url.pathname.replace(/\/+$/, '').replace(/(\/v1)?(\/messages)?$/, '');
  return { url: addressOf(url.href, `/v1${path}`), headers: { 'anthropic-version': '2023-06-01', ...(apiKey ? { 'x-api-key': apiKey } : {}) } };
}

/** Anthropic's messages API: instructions apart, tools as blocks of content. It has no embeddings. */
export const anthropic: Protocol = {
  id: 'anthropic',
  label: 'Anthropic',
  needsApiKey: true,
  callsTools: true,
  parameterNames,
  parameterBounds: { temperature: z.number().min(0).max(1) },
  streamChat(endpoint, completion, caller) {
    const { model, messages, temperatureIsChosen } = completion;
    const system = instructionsOf(messages);
    const asked = { model, ...(system ? { system } : {}), messages: promptOf(messages), stream: true, ...toolFieldsOf(completion) };
    /** A default of the installation may be above its range; what a person chose was checked before. */
    const request = {
      fields: sentAs(namesFor(parameterNames, endpoint.options), { ...completion, temperature: Math.min(completion.temperature, 1) }),
      droppable: temperatureIsChosen ? [] : ['temperature'],
      body: (fields: object) => ({ ...asked, ...fields }),
    };
    return streamAnswer(
      endpoint,
      {
        open: (signal) => sendTolerantly(endpoint, callOf(endpoint, '/messages'), request, signal),
        read: (event) => readEvent(endpoint, event),
      },
      caller,
    );
  },
  async listModels(endpoint, signal) {
    const { data } = await askJson(endpoint, callOf(endpoint, `/models`), listOfModels(ModelList), signal);
    return data.slice(0, maxListedModels).map(({ id }) => id);
  },
};
