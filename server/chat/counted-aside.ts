import type { ChatModel } from '../models/chat-model.ts';
import type { UsageMeter } from './usage-meter.ts';

/** The model, asked for something that serves the answer without being part of it: a rewriting, a translation, the work of a tool. */
export function countedAside(model: ChatModel, meter: UsageMeter): ChatModel {
  return {
    ...model,
    async *stream(request, signal) {
      let text = '';
      let usage: { promptTokens: number; completionTokens: number } | undefined;
      try {
        for await (const event of model.stream(request, signal)) {
          if (event.type === 'text-delta') text += event.delta;
          if (event.type === 'usage') usage = { promptTokens: event.promptTokens, completionTokens: event.completionTokens };
          yield event;
        }
      } finally {
        if (text !== '' || usage) meter.aside({ messages: request.messages, text, usage }, model);
      }
    },
  };
}
