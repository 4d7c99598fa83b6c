import type { ProviderProtocol } from '#contracts/provider-options';
import type { ChatModelEvent, ChatModelRequest } from './chat-model.ts';
import type { Endpoint } from './wire/endpoint.ts';
import type { ParameterBounds, ParameterNames } from './wire/parameters.ts';
import type { EmbeddingRequest } from './wire/vectors.ts';

export type ChatCompletion = { model: string } & Pick<
  ChatModelRequest,
  'messages' | 'temperature' | 'temperatureIsChosen' | 'maxTokens' | 'parameters' | 'tools' | 'toolChoice'
>;

/** How endpoints of one kind are spoken to. What is asked of them comes checked; what they answer does not. */
export type Protocol = {
  id: ProviderProtocol;
  label: string;
  /** Whether its public servers refuse whoever has no key. */
  needsApiKey: boolean;
  callsTools: boolean;
  parameterNames: ParameterNames;
  /** Where it is narrower than the parameters themselves. */
  parameterBounds?: ParameterBounds;
  /** @throws AppError invalid_request naming `toolChoice` where the protocol has none; cancelled, timed_out, unavailable, rate_limited, provider_failed; `contextExceeded` says the prompt was too long */
  streamChat(endpoint: Endpoint, completion: ChatCompletion, signal: AbortSignal): AsyncGenerator<ChatModelEvent>;
  listModels(endpoint: Endpoint, signal: AbortSignal): Promise<string[]>;
  /** One vector of length 1 per text, in order; left out where the protocol has no embeddings. */
  embed?(endpoint: Endpoint, request: EmbeddingRequest, signal: AbortSignal): Promise<Float32Array[]>;
  /** Most texts in one request for vectors. */
  embeddingBatch?: number;
  /** How much a model reads, where the server can be asked. */
  findContextTokens?(endpoint: Endpoint, model: string, signal: AbortSignal): Promise<number | undefined>;
};
