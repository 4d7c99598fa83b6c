import type { ServerResponse } from 'node:http';
import type { FakeCall } from './fake-openai.ts';

export type Behaviour = (call: FakeCall, response: ServerResponse) => void | Promise<void>;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const piecesOf = (text: string) => text.match(/[\s\S]{1,4}/gu) ?? [];
const chunkOf = (delta: object, finishReason: string | null = null) =>
  `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finishReason }] })}\n\n`;

function beginStream(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.write(chunkOf({ role: 'assistant', content: '' }));
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

type AnswerOptions = { delayMs?: number; reasoning?: string; done?: boolean; finishReason?: string };

/** Streams a text in pieces of four characters, with usage when it was asked for. */
export function answers(text: string, { delayMs = 0, reasoning, done = true, finishReason = 'stop' }: AnswerOptions = {}): Behaviour {
  return async (call, response) => {
    beginStream(response);
    if (reasoning) response.write(chunkOf({ reasoning_content: reasoning }));
    for (const content of piecesOf(text)) {
      if (delayMs > 0) await pause(delayMs);
      if (response.destroyed) return;
      response.write(chunkOf({ content }));
    }
    response.write(chunkOf({}, finishReason));
    if (call.body.stream_options)
      response.write(`data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 11, completion_tokens: 7 } })}\n\n`);
    response.end(done ? 'data: [DONE]\n\n' : '');
  };
}

/** Says something, then asks for these calls at once, their arguments in pieces. */
export function callsTools(calls: readonly { name: string; arguments: string }[], text = ''): Behaviour {
  return (_call, response) => {
    beginStream(response);
    if (text) response.write(chunkOf({ content: text }));
    for (const [index, { name, arguments: written }] of calls.entries()) {
      response.write(chunkOf({ tool_calls: [{ index, id: `call_${index}`, type: 'function', function: { name, arguments: '' } }] }));
      for (const piece of piecesOf(written)) response.write(chunkOf({ tool_calls: [{ index, function: { arguments: piece } }] }));
    }
    response.end(`${chunkOf({}, 'tool_calls')}data: [DONE]\n\n`);
  };
}

/** One JSON document, though a stream was asked for. */
export function answersAtOnce(content: string): Behaviour {
  return (_call, response) => json(response, { choices: [{ message: { role: 'assistant', content }, finish_reason: 'stop' }] });
}

/** Never ends by itself. */
export const answersEndlessly: Behaviour = async (_call, response) => {
  beginStream(response);
  while (!response.destroyed) {
    response.write(chunkOf({ content: 'again and again, ' }));
    await pause(1);
  }
};

/** Accepts the request and never says a word. */
export const staysSilent: Behaviour = () => {};

/** Says something, then the connection breaks in the middle of an event. */
export function breaksOffAfter(text: string): Behaviour {
  return async (_call, response) => {
    beginStream(response);
    response.write(chunkOf({ content: text }));
    await pause(5);
    response.write('data: {"choices":[{"del');
    await pause(5);
    response.destroy();
  };
}

/** Says something, then ends the connection in good order, without a reason to stop. */
export function endsAfter(text: string): Behaviour {
  return (_call, response) => {
    beginStream(response);
    response.end(chunkOf({ content: text }));
  };
}

export function sends(body: string, contentType = 'text/event-stream'): Behaviour {
  return (_call, response) => void response.writeHead(200, { 'Content-Type': contentType }).end(body);
}

export function refuses(status: number, message = 'no', headers: Record<string, string> = {}): Behaviour {
  return (_call, response) =>
    void response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify({ error: { message } }));
}

/** Refuses a request that has one of these fields, as servers of another age do. */
export function refusesFields(fields: readonly string[], otherwise: Behaviour): Behaviour {
  return (call, response) => {
    const unknown = fields.find((field) => field in call.body);
    return unknown ? refuses(400, `Unrecognized request argument supplied: ${unknown}`)(call, response) : otherwise(call, response);
  };
}

/** These behaviours one after another; the last one stays. */
export function inTurn(...behaviours: [Behaviour, ...Behaviour[]]): Behaviour {
  let next = 0;
  return (call, response) => behaviours[Math.min(next++, behaviours.length - 1)]!(call, response);
}

export function lists(models: readonly string[]): Behaviour {
  return (_call, response) => json(response, { object: 'list', data: models.map((id) => ({ id, object: 'model' })) });
}

/** A vector that tells texts apart: how often each letter class occurs. */
export function vectorOf(text: string, dimensions = 8): number[] {
  const vector = Array<number>(dimensions).fill(0.01);
  for (const character of text) vector[character.codePointAt(0)! % dimensions]! += 1;
  return vector;
}

const base64Of = (vector: readonly number[]) => Buffer.from(Float32Array.from(vector).buffer).toString('base64');

type EmbedOptions = { dimensions?: number; alwaysFloats?: boolean; change?: (vectors: number[][]) => number[][] };

/** Embeds as asked, last text first, so that only `index` tells the order. `change` spoils the answer. */
export function embeds({ dimensions, alwaysFloats = false, change = (vectors) => vectors }: EmbedOptions = {}): Behaviour {
  return ({ body }, response) => {
    const vectors = change((body.input as string[]).map((text) => vectorOf(text, dimensions)));
    const isBase64 = body.encoding_format === 'base64' && !alwaysFloats;
    const data = vectors.map((vector, index) => ({ object: 'embedding', index, embedding: isBase64 ? base64Of(vector) : vector }));
    json(response, { object: 'list', data: data.reverse() });
  };
}
