import { z } from 'zod';
import type { Protocol } from '../../protocol.ts';
import { askJson, listOfModels, maxListedModels } from '../../wire/ask-json.ts';
import type { ParameterNames } from '../../wire/parameters.ts';
import { streamAnswer } from '../../wire/stream-answer.ts';
import { readChunk } from './answer-reader.ts';
import type { OpenAiDialect } from './dialect.ts';
import { requestEmbeddings } from './embeddings.ts';
import { isMiniMaxEmbedding, requestMiniMaxEmbeddings } from './minimax-embeddings.ts';
import { openAnswer } from './open-answer.ts';

const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });

const parameterNames: ParameterNames = {
  temperature: 'temperature',
  maxTokens: 'max_tokens',
  topP: 'top_p',
  presencePenalty: 'presence_penalty',
  frequencyPenalty: 'frequency_penalty',
  stop: 'stop',
  seed: 'seed',
};

/** OpenAI's protocol, wherever its addresses are. */
export function openAiLike(dialect: OpenAiDialect): Omit<Protocol, 'id' | 'label' | 'needsApiKey'> {
  return {
    callsTools: true,
    parameterNames,
    embeddingBatch: 64,
    streamChat: (endpoint, completion, caller) =>
      streamAnswer(
        endpoint,
        {
          open: (signal) => openAnswer(dialect, parameterNames, endpoint, completion, signal),
          read: (event) => readChunk(endpoint, event),
        },
        caller,
      ),
    async listModels(endpoint, signal) {
      const call = { url: dialect.url(endpoint, '/models'), headers: dialect.headers(endpoint) };
      const { data } = await askJson(endpoint, call, listOfModels(ModelList), signal);
      return data.slice(0, maxListedModels).map(({ id }) => id);
    },
    embed(endpoint, request, signal) {
      const ask = isMiniMaxEmbedding(request.model) ? requestMiniMaxEmbeddings : requestEmbeddings;
      return ask(dialect, endpoint, request, signal);
    },
  };
}
