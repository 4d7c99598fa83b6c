import { z } from 'zod';
import type { Endpoint } from '../../wire/endpoint.ts';
import { failureInAnswer, failureOfProtocol } from '../../wire/failure.ts';
import { wrongServerHint } from '../../wire/read-data.ts';
import type { AnswerPiece, AnswerProtocol } from '../../wire/stream-answer.ts';

const Part = z.object({
  text: z.string().optional(),
  /** Of reasoning, which is not part of the answer. */
  thought: z.boolean().optional(),
  thoughtSignature: z.string().optional(),
  functionCall: z.object({ id: z.string().optional(), name: z.string(), args: z.unknown().optional() }).optional(),
});

const Chunk = z.object({
  candidates: z
    .array(z.object({ content: z.object({ parts: z.array(Part).optional() }).optional(), finishReason: z.string().optional() }))
    .optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  usageMetadata: z
    .object({
      promptTokenCount: z.number().optional(),
      candidatesTokenCount: z.number().optional(),
      thoughtsTokenCount: z.number().optional(),
    })
    .optional(),
  error: z.object({ code: z.number().optional() }).optional(),
});
type Chunk = z.infer<typeof Chunk>;

const filters = new Set(['SAFETY', 'RECITATION', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'IMAGE_SAFETY', 'LANGUAGE']);

function endOf({ candidates, promptFeedback }: Chunk): Pick<AnswerPiece, 'end'> {
  const reason = candidates?.[0]?.finishReason;
  if (promptFeedback?.blockReason || (reason && filters.has(reason))) return { end: 'filtered' };
  if (!reason) return {};
  return { end: reason === 'MAX_TOKENS' ? 'token-limit' : 'stop' };
}

/** Reasoning is paid for like the answer. Counts grow from chunk to chunk; the last ones are right. */
function usageOf({ usageMetadata: usage }: Chunk): AnswerPiece['usage'] {
  if (!usage) return undefined;
  return { promptTokens: usage.promptTokenCount ?? 0, completionTokens: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0) };
}

/** Calls come whole, one part each. */
export function createReader(endpoint: Endpoint): AnswerProtocol['read'] {
  let calls = 0;
  return (event) => {
    const parsed = Chunk.safeParse(event);
    if (!parsed.success) throw failureOfProtocol(endpoint, 'sent an answer of an unknown form', wrongServerHint);
    const { candidates, error } = parsed.data;
    if (error) throw failureInAnswer(endpoint, event, error.code);
    const parts = candidates?.[0]?.content?.parts ?? [];
    return {
      text: parts.map(({ text = '', thought }) => (thought ? '' : text)).join(''),
      toolParts: parts.flatMap(({ functionCall: called, thoughtSignature: signature }) =>
        called ? [{ key: calls++, id: called.id, name: called.name, arguments: JSON.stringify(called.args ?? {}), signature }] : [],
      ),
      usage: usageOf(parsed.data),
      ...endOf(parsed.data),
    };
  };
}
