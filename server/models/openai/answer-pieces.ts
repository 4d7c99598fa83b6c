import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import { bytesOf, readText, type Endpoint } from './endpoint.ts';
import { failureOfConnection, failureOfProtocol } from './failure.ts';

const maxLineChars = 1024 * 1024;
const maxWholeAnswerBytes = 8 * 1024 * 1024;
const wrongServerHint = 'Does the base URL point at an OpenAI-compatible server?';

/** What is read of a chunk, or of a whole answer that was not streamed. Whatever else a server adds is passed over. */
const Chunk = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish() }).nullish(),
        message: z.object({ content: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
  error: z.unknown().optional(),
});

export type AnswerPiece = {
  text: string;
  /** Why the model stopped; only the last pieces have it. An answer without one was cut. */
  finishReason?: string;
  usage?: { promptTokens: number; completionTokens: number };
};

/** The data of each event. @throws AppError unavailable when the connection is cut */
async function* readEvents(endpoint: Endpoint, response: Response, onBytes: () => void): AsyncGenerator<string> {
  const arrived: string[] = [];
  let tooLong = false;
  const parser = createParser({
    maxBufferSize: maxLineChars,
    onEvent: ({ data }) => void arrived.push(data),
    onError: ({ type }) => void (tooLong ||= type === 'max-buffer-size-exceeded'),
  });
  const decoder = new TextDecoder();
  try {
    for await (const bytes of bytesOf(response)) {
      onBytes();
      parser.feed(decoder.decode(bytes, { stream: true }));
      if (tooLong) break;
      yield* arrived.splice(0);
    }
  } catch (error) {
    throw failureOfConnection(endpoint, response.url, error);
  }
  if (tooLong) throw failureOfProtocol(endpoint, `sent a line beyond ${maxLineChars} characters`, wrongServerHint);
  parser.feed('\n\n');
  yield* arrived;
}

function parsePiece(endpoint: Endpoint, data: string): AnswerPiece {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    throw failureOfProtocol(endpoint, 'sent something that is not JSON', wrongServerHint);
  }
  const chunk = Chunk.safeParse(json);
  if (!chunk.success) throw failureOfProtocol(endpoint, 'sent an answer of an unknown form', wrongServerHint);
  const { choices, usage, error } = chunk.data;
  if (error) throw failureOfProtocol(endpoint, 'reported an error while answering', 'Look into the log of the model server.');
  const choice = choices?.[0];
  return {
    text: choice?.delta?.content ?? choice?.message?.content ?? '',
    ...(choice?.finish_reason ? { finishReason: choice.finish_reason } : {}),
    ...(usage ? { usage: { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens } } : {}),
  };
}

/**
 * Reads an answer piece by piece; one that is plain JSON instead of a stream is one piece. Reasoning is not part of it.
 * @param onBytes told of everything that arrives, for time-outs
 * @throws AppError provider_failed when it is not of the protocol, unavailable when the connection is cut
 */
export async function* readPieces(endpoint: Endpoint, response: Response, onBytes: () => void): AsyncGenerator<AnswerPiece> {
  if (response.headers.get('content-type')?.includes('application/json')) {
    yield { finishReason: 'stop', ...parsePiece(endpoint, await readText(endpoint, response, maxWholeAnswerBytes)) };
    return;
  }
  for await (const data of readEvents(endpoint, response, onBytes)) {
    if (data.trim() === '[DONE]') {
      yield { text: '', finishReason: 'stop' };
      return;
    }
    yield parsePiece(endpoint, data);
  }
}
