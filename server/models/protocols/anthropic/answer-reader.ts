import { z } from 'zod';
import type { Endpoint } from '../../wire/endpoint.ts';
import { failureInAnswer, failureOfProtocol } from '../../wire/failure.ts';
import { wrongServerHint } from '../../wire/read-data.ts';
import type { AnswerPiece } from '../../wire/stream-answer.ts';
import type { ToolPart } from '../../wire/tool-uses.ts';

const Block = z.object({
  type: z.string(),
  text: z.string().optional(),
  id: z.string().optional(),
  name: z.string().optional(),
  input: z.unknown().optional(),
});
type Block = z.infer<typeof Block>;
const Usage = z.object({
  input_tokens: z.number().nullish(),
  cache_creation_input_tokens: z.number().nullish(),
  cache_read_input_tokens: z.number().nullish(),
  output_tokens: z.number().nullish(),
});
const Whole = { content: z.array(Block).optional(), stop_reason: z.string().nullish(), usage: Usage.optional() };

/** Any of the events; a whole answer has the form of the message in `message_start`. */
const Event = z.object({
  type: z.string(),
  index: z.number().optional(),
  ...Whole,
  message: z.object({ usage: Usage.optional() }).optional(),
  content_block: Block.optional(),
  delta: z.object({ text: z.string().optional(), partial_json: z.string().optional(), stop_reason: z.string().nullish() }).optional(),
  error: z.object({ type: z.string() }).optional(),
});

const ends: Readonly<Record<string, AnswerPiece['end']>> = {
  max_tokens: 'token-limit',
  model_context_window_exceeded: 'token-limit',
  refusal: 'filtered',
};
const statusByError: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  permission_error: 403,
  not_found_error: 404,
  rate_limit_error: 429,
  overloaded_error: 503,
};

const endOf = (reason: string | null | undefined): Pick<AnswerPiece, 'end'> => (reason ? { end: ends[reason] ?? 'stop' } : {});

/** What was read from a cache was part of the prompt too. Only the last count of the answer is right. */
function usageOf(usage: z.infer<typeof Usage> | undefined): AnswerPiece['usage'] {
  if (!usage) return undefined;
  const { input_tokens: fresh, cache_creation_input_tokens: stored, cache_read_input_tokens: cached, output_tokens: completionTokens } = usage;
  return {
    ...(typeof fresh === 'number' ? { promptTokens: fresh + (stored ?? 0) + (cached ?? 0) } : {}),
    ...(typeof completionTokens === 'number' ? { completionTokens } : {}),
  };
}

/** The input of a call comes later in pieces when it is streamed: `{}` at its beginning says nothing. */
function toolPartsOf({ type, id, name, input }: Block, key: number, isWhole: boolean): ToolPart[] {
  return type === 'tool_use' ? [{ key, id, name, arguments: isWhole ? JSON.stringify(input ?? {}) : '' }] : [];
}

function readWhole({ content = [], stop_reason, usage }: z.infer<typeof Event>): AnswerPiece {
  return {
    text: content.map(({ text }) => text ?? '').join(''),
    toolParts: content.flatMap((block, index) => toolPartsOf(block, index, true)),
    usage: usageOf(usage),
    ...endOf(stop_reason),
  };
}

export function readEvent(endpoint: Endpoint, data: unknown): AnswerPiece {
  const parsed = Event.safeParse(data);
  if (!parsed.success) throw failureOfProtocol(endpoint, 'sent an answer of an unknown form', wrongServerHint);
  const { type, index = 0, message, content_block, delta, usage, error } = parsed.data;
  switch (type) {
    case 'message':
      return readWhole(parsed.data);
    case 'message_start':
      return { usage: usageOf(message?.usage) };
    case 'content_block_start':
      return content_block ? { text: content_block.text, toolParts: toolPartsOf(content_block, index, false) } : {};
    case 'content_block_delta':
      return delta?.partial_json === undefined ? { text: delta?.text } : { toolParts: [{ key: index, arguments: delta.partial_json }] };
    case 'message_delta':
      return { usage: usageOf(usage), ...endOf(delta?.stop_reason) };
    case 'message_stop':
      return { end: 'stop' };
    case 'error':
      throw failureInAnswer(endpoint, data, statusByError[error?.type ?? '']);
    default:
      return {};
  }
}
