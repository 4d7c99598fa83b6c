import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ErrorBody } from '#contracts/error';
import type { UploadResponse } from '#contracts/document';

/** What the server refused, in its words. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly hint: string | undefined,
  ) {
    super(hint ? `${message}. ${hint}` : message);
  }
}

type Sent = { type: string; content: Readable | string };

async function textOf(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

/** The HTTP API as the maintenance command uses it: bodies of any size are streamed, and nothing is given up for taking long. */
export class Api {
  constructor(readonly url: string) {}

  async get<Body>(path: string): Promise<Body> {
    return JSON.parse(await textOf(await this.#open('GET', path))) as Body;
  }

  async send<Body>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Body> {
    const sent = body === undefined ? undefined : { type: 'application/json', content: JSON.stringify(body) };
    const text = await textOf(await this.#open(method, path, sent));
    return (text === '' ? undefined : JSON.parse(text)) as Body;
  }

  async sendFile<Body>(path: string, file: string, type: string): Promise<Body> {
    return JSON.parse(await textOf(await this.#open('POST', path, { type, content: createReadStream(file) }))) as Body;
  }

  async upload(knowledgeBaseId: string, { name, file }: { name: string; file: string }, existing: 'refuse' | 'replace'): Promise<UploadResponse['documents'][number]> {
    const boundary = randomUUID();
    async function* body() {
      yield Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name.replaceAll('"', '%22')}"\r\nContent-Type: application/octet-stream\r\n\r\n`);
      yield* createReadStream(file);
      yield Buffer.from(`\r\n--${boundary}--\r\n`);
    }
    const path = `/api/knowledge-bases/${knowledgeBaseId}/documents?existing=${existing}`;
    const response = await this.#open('POST', path, { type: `multipart/form-data; boundary=${boundary}`, content: Readable.from(body()) });
    return (JSON.parse(await textOf(response)) as UploadResponse).documents[0]!;
  }

  /** @throws Error when the answer breaks off; then the file is not whole */
  async download(path: string, file: string): Promise<void> {
    await pipeline(await this.#open('POST', path), createWriteStream(file, { flags: 'wx' }));
  }

  /** The events of a stream, until nobody reads on. */
  async *events<Event>(path: string): AsyncGenerator<Event> {
    const response = await this.#open('GET', path);
    let begun = '';
    for await (const piece of response.setEncoding('utf8') as AsyncIterable<string>) {
      const lines = (begun + piece).split('\n');
      begun = lines.pop()!;
      for (const line of lines) if (line.startsWith('data:')) yield JSON.parse(line.slice('data:'.length)) as Event;
    }
  }

  async #open(method: string, path: string, sent?: Sent): Promise<IncomingMessage> {
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = request(this.url + path, { method, headers: sent && { 'Content-Type': sent.type } }, resolve);
      outgoing.on('error', reject);
      if (sent === undefined || typeof sent.content === 'string') outgoing.end(sent?.content);
      // A refusal may come before all is sent, and ends the connection.
      else pipeline(sent.content, outgoing).catch(reject);
    });
    const response = await answer;
    if (response.statusCode! < 400) return response;
    const { error } = JSON.parse(await textOf(response)) as ErrorBody;
    throw new Refused(response.statusCode!, error.code, error.message, typeof error.details.hint === 'string' ? error.details.hint : undefined);
  }
}
