import { GenerationParameters } from '#contracts/generation';
import { countTokens } from '../../platform/tokens.ts';
import type { ChatModel } from '../chat-model.ts';
import { streamChat } from '../openai/chat-stream.ts';
import type { Endpoint } from '../openai/endpoint.ts';

/** The protocol does not tell how much a model can read. A prompt found too long is shortened and sent again, so this may be high. */
const assumedContextTokens = 8192;

/** Any model behind the OpenAI protocol: Ollama, llama.cpp, vLLM, LM Studio, OpenAI, DeepSeek, Qwen... */
export function openAiCompatibleChat(endpoint: Endpoint, id: string, model: string): ChatModel {
  return {
    id,
    label: `${model} (${endpoint.name})`,
    converses: true,
    callsTools: true,
    contextTokens: assumedContextTokens,
    parameters: GenerationParameters.pick({ temperature: true, maxTokens: true }),
    countTokens,
    stream: ({ messages, temperature, maxTokens }, signal) => streamChat(endpoint, { model, messages, temperature, maxTokens }, signal),
  };
}
