import { z } from 'zod';
import type { Endpoint } from '../../wire/endpoint.ts';
import { failureInAnswer, failureOfProtocol } from '../../wire/failure.ts';
import { wrongServerHint } from '../../wire/read-data.ts';
import type { AnswerProtocol } from '../../wire/stream-answer.ts';

const Event = z.object({
  token: z.object({ text: z.string(), special: z.boolean().optional() }).optional(),
  details: z.object({ finish_reason: z.string(), generated_tokens: z.number() }).nullish(),
  error: z.string().optional(),
  error_type: z.string().optional(),
});

const statusByError: Readonly<Record<string, number>> = { overloaded: 429, validation: 422, generation: 424, incomplete_generation: 500 };

/** @param prompt what is put before the answer where the full text was asked for, and how long it is: the events do not tell */
export function createReader(endpoint: Endpoint, prompt: { opening: string; promptTokens: number }): AnswerProtocol['read'] {
  let { opening } = prompt;
  return (data) => {
    const event = Event.safeParse(data);
    if (!event.success) throw failureOfProtocol(endpoint, 'sent an answer of an unknown form', wrongServerHint);
    const { token, details, error, error_type } = event.data;
    if (error !== undefined) throw failureInAnswer(endpoint, data, statusByError[error_type ?? '']);
    const text = opening + (token && !token.special ? token.text : '');
    opening = '';
    if (!details) return { text };
    const usage = { promptTokens: prompt.promptTokens, completionTokens: details.generated_tokens };
    return { text, usage, end: details.finish_reason === 'length' ? 'token-limit' : 'stop' };
  };
}
