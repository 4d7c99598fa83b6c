import { countTokens } from '../../platform/tokens.ts';
import type { ChatModel } from '../chat-model.ts';
import { type ModelQueue, streamInTurn } from '../model-queue.ts';
import type { Protocol } from '../protocol.ts';
import type { Endpoint } from '../wire/endpoint.ts';
import { namesFor, schemaOf } from '../wire/parameters.ts';

/** Most protocols do not tell how much a model can read. A prompt found too long is shortened and sent again, so this may be high. */
export const assumedContextTokens = 8192;

export type RemoteChat = { id: string; model: string; protocol: Protocol; endpoint: Endpoint; queue: ModelQueue; contextTokens: number | undefined };

/** A model behind an endpoint, asked so many times at once as its provider allows. */
export function remoteChat({ id, model, protocol, endpoint, queue, contextTokens }: RemoteChat): ChatModel {
  const { options } = endpoint;
  return {
    id,
    label: `${model} (${endpoint.name})`,
    converses: true,
    callsTools: protocol.callsTools,
    contextTokens: contextTokens ?? assumedContextTokens,
    parameters: schemaOf(namesFor(protocol.parameterNames, options), protocol.parameterBounds),
    price: options.prices[model],
    countTokens,
    stream: ({ question: _question, passages: _passages, ...completion }, signal) =>
      streamInTurn(queue, signal, () => protocol.streamChat(endpoint, { model, ...completion }, signal)),
  };
}
