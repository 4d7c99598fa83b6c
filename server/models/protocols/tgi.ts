import { z } from 'zod';
import type { ChatCompletion, Protocol } from '../protocol.ts';
import { askJson, listOfModels } from '../wire/ask-json.ts';
import { addressOf, type Endpoint, firstByteTimeoutMs, send } from '../wire/endpoint.ts';
import { namesFor, type ParameterNames, sentAs } from '../wire/parameters.ts';
import { streamAnswer } from '../wire/stream-answer.ts';
import { createReader } from './tgi/answer-reader.ts';

const Info = z.object({ model_id: z.string(), max_total_tokens: z.number().int().positive().optional() });
const Templated = z.object({ tokenize_response: z.array(z.unknown()), templated_text: z.string() });
const templateExpected = {
  schema: Templated,
  problem: 'did not put the conversation into the template of its model',
  hint: 'Its model needs a chat template; start the server with --tokenizer-config-path naming one.',
  timeoutMs: firstByteTimeoutMs,
  maxBytes: 16 * 1024 * 1024,
};

const parameterNames: ParameterNames = {
  temperature: 'temperature',
  maxTokens: 'max_new_tokens',
  topP: 'top_p',
  topK: 'top_k',
  repetitionPenalty: 'repetition_penalty',
  frequencyPenalty: 'frequency_penalty',
  truncate: 'truncate',
  stop: 'stop',
  seed: 'seed',
  watermark: 'watermark',
  returnFullText: 'return_full_text',
};

function callOf({ baseUrl, apiKey }: Endpoint, path: string): { url: string; headers: Record<string, string> } {
  return { url: addressOf(baseUrl.replace(/\/v1\/?$/, ''), path), headers: apiKey ? { Authorization: `Bearer ${apiKey}` } : {} };
}

/** It samples only above 0; at 0 it takes the likeliest token. */
function parametersOf(endpoint: Endpoint, completion: ChatCompletion): object {
  const { temperature, ...others } = sentAs(namesFor(parameterNames, endpoint.options), completion);
  return { ...others, ...(completion.temperature > 0 ? { temperature, do_sample: true } : { do_sample: false }), details: true };
}

/** Hugging Face's Text Generation Inference, by its own way to generate: that takes parameters which its copy of OpenAI's does not. */
export const tgi: Protocol = {
  id: 'tgi',
  label: 'Text Generation Inference',
  needsApiKey: false,
  callsTools: false,
  parameterNames,
  parameterBounds: {
    topP: z.number().gt(0).lt(1),
    topK: z.number().int().min(1).max(1_000),
    repetitionPenalty: z.number().gt(0).max(3),
  },
  async *streamChat(endpoint, completion, caller) {
    const messages = completion.messages.map(({ role, content }) => ({ role, content }));
    const template = { ...callOf(endpoint, '/chat_tokenize'), body: { model: completion.model, messages } };
    const { templated_text: inputs, tokenize_response } = await askJson(endpoint, template, templateExpected, caller);
    const body = { inputs, parameters: parametersOf(endpoint, completion) };
    const opening = completion.parameters?.returnFullText ? inputs : '';
    yield* streamAnswer(
      endpoint,
      {
        open: (signal) => send(endpoint, { ...callOf(endpoint, '/generate_stream'), body }, signal),
        read: createReader(endpoint, { opening, promptTokens: tokenize_response.length }),
      },
      caller,
    );
  },
  async listModels(endpoint, signal) {
    return [(await askJson(endpoint, callOf(endpoint, '/info'), listOfModels(Info), signal)).model_id];
  },
  async findContextTokens(endpoint, _model, signal) {
    return (await askJson(endpoint, callOf(endpoint, '/info'), listOfModels(Info), signal)).max_total_tokens;
  },
};
