import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { UploadResponse } from '#contracts/document';
import { ErrorBody } from '#contracts/error';

export type Refusal = { code: string; message: string; hint: string };
export type UploadAnswer = { documentId: string } | { refusal: Refusal };

const answerWithinMs = 10 * 60_000;

async function* multipartOf(boundary: string, name: string, content: Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const escaped = name.replaceAll('"', '%22').replace(/[\r\n]/g, ' ');
  yield Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${escaped}"\r\nContent-Type: application/octet-stream\r\n\r\n`);
  if (content instanceof Uint8Array) yield content;
  else yield* content;
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}

/** Sends one file without holding it whole, under exactly this name. @throws Error when the server does not answer in its own words */
export async function streamUpload(url: string, knowledgeBaseId: string, name: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<UploadAnswer> {
  const boundary = randomUUID();
  const response = await fetch(`${url}/api/knowledge-bases/${knowledgeBaseId}/documents`, {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Readable.toWeb(Readable.from(multipartOf(boundary, name, content))),
    duplex: 'half',
    signal: AbortSignal.timeout(answerWithinMs),
  } as RequestInit);
  const body: unknown = await response.json();
  if (!response.ok) {
    const { code, message, details } = ErrorBody.parse(body).error;
    return { refusal: { code, message, hint: String(details.hint ?? '') } };
  }
  const { documents, rejected } = UploadResponse.parse(body);
  return documents[0] ? { documentId: documents[0].id } : { refusal: rejected[0]!.error };
}
