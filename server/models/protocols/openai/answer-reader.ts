import { z } from 'zod';
import { failureInAnswer, failureOfProtocol } from '../../wire/failure.ts';
import type { Endpoint } from '../../wire/endpoint.ts';
import { wrongServerHint } from '../../wire/read-data.ts';
import type { AnswerPiece } from '../../wire/stream-answer.ts';
import type { ToolPart } from '../../wire/tool-uses.ts';
import { failureOfVendor } from './vendor-failures.ts';

const ToolCall = z.object({
  index: z.number().nullish(),
  id: z.string().nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish() }).nullish(),
});
type ToolCall = z.infer<typeof ToolCall>;
const Said = z.object({ content: z.string().nullish(), tool_calls: z.array(ToolCall).nullish() });

/** What is read of a chunk, or of a whole answer that was not streamed. Whatever else a server adds is passed over. */
const Chunk = z.object({
  choices: z.array(z.object({ delta: Said.nullish(), message: Said.nullish(), finish_reason: z.string().nullish() })).nullish(),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
  error: z.unknown().optional(),
});

/** Azure and others say content_filter, Zhipu says sensitive. */
const ends: Readonly<Record<string, AnswerPiece['end']>> = { length: 'token-limit', content_filter: 'filtered', sensitive: 'filtered' };

/** Some servers leave out the index, some send the arguments as an object. */
function partOf({ index, id, function: called }: ToolCall, position: number): ToolPart {
  const given = called?.arguments;
  return {
    key: index ?? id ?? position,
    id: id ?? undefined,
    name: called?.name ?? undefined,
    arguments: typeof given === 'object' && given !== null ? JSON.stringify(given) : (given ?? ''),
  };
}

/** Reads one chunk. @throws AppError provider_failed when it is not of the protocol, or what the server says is wrong */
export function readChunk(endpoint: Endpoint, event: unknown): AnswerPiece {
  const chunk = Chunk.safeParse(event);
  const failure = failureOfVendor(endpoint, event);
  if (failure) throw failure;
  if (!chunk.success) throw failureOfProtocol(endpoint, 'sent an answer of an unknown form', wrongServerHint);
  const { choices, usage, error } = chunk.data;
  if (error) throw failureInAnswer(endpoint, event);
  const choice = choices?.[0];
  const said = choice?.delta ?? choice?.message;
  return {
    text: said?.content ?? '',
    ...(said?.tool_calls ? { toolParts: said.tool_calls.map(partOf) } : {}),
    ...(choice?.finish_reason ? { end: ends[choice.finish_reason] ?? 'stop' } : {}),
    ...(usage ? { usage: { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens } } : {}),
  };
}
