import { z } from 'zod';
import type { Endpoint } from '../../wire/endpoint.ts';
import { failureInAnswer, failureOfProtocol } from '../../wire/failure.ts';
import { wrongServerHint } from '../../wire/read-data.ts';
import type { AnswerPiece, AnswerProtocol } from '../../wire/stream-answer.ts';

const Line = z.object({
  message: z
    .object({
      content: z.string().optional(),
      tool_calls: z.array(z.object({ function: z.object({ name: z.string(), arguments: z.unknown().optional() }) })).nullish(),
    })
    .optional(),
  done: z.boolean().optional(),
  done_reason: z.string().optional(),
  prompt_eval_count: z.number().optional(),
  eval_count: z.number().optional(),
  error: z.string().optional(),
});

/** A prompt that is wholly in the cache is not counted. */
function endOf({ done, done_reason, prompt_eval_count = 0, eval_count = 0 }: z.infer<typeof Line>): AnswerPiece {
  if (!done) return {};
  return { end: done_reason === 'length' ? 'token-limit' : 'stop', usage: { promptTokens: prompt_eval_count, completionTokens: eval_count } };
}

/** Calls come whole and without ids. */
export function createReader(endpoint: Endpoint): AnswerProtocol['read'] {
  let calls = 0;
  return (event) => {
    const line = Line.safeParse(event);
    if (!line.success) throw failureOfProtocol(endpoint, 'sent an answer of an unknown form', wrongServerHint);
    const { message, error } = line.data;
    if (error !== undefined) throw failureInAnswer(endpoint, event);
    return {
      text: message?.content,
      toolParts: message?.tool_calls?.map(({ function: called }) => ({
        key: calls++,
        name: called.name,
        arguments: JSON.stringify(called.arguments ?? {}),
      })),
      ...endOf(line.data),
    };
  };
}
