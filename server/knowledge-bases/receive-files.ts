import busboy from 'busboy';
import type { Request } from 'express';
import type { Readable } from 'node:stream';
import { AppError } from '../platform/errors.ts';

export const filesPerUploadLimit = 1_000;

type ReceivedFile<Kept> = { name: string; kept: Kept };
type RejectedFile = { name: string; error: AppError };

export type Received<Kept> = { files: ReceivedFile<Kept>[]; rejected: RejectedFile[] };

const asRejection = (error: unknown): AppError => {
  if (error instanceof AppError && error.code !== 'storage_full' && error.code !== 'cancelled') return error;
  throw error;
};

/**
 * Reads a multipart request whose files are all in the field `files`, one after another as they arrive, straight to `keep`.
 * A file that is refused does not stop the others.
 * @throws AppError invalid_request when the request itself is malformed; storage_full when nothing more can be kept
 */
export async function receiveFiles<Kept>(
  request: Request,
  keep: (name: string, content: Readable) => Promise<Kept>,
): Promise<Received<Kept>> {
  const received: Received<Kept> = { files: [], rejected: [] };
  let parser: busboy.Busboy;
  try {
    parser = busboy({ headers: request.headers, preservePath: true, defParamCharset: 'utf8', limits: { files: filesPerUploadLimit, fields: 0, fieldNameSize: 100 } });
  } catch (error) {
    throw new AppError('invalid_request', 'The body must be multipart/form-data with a boundary', { field: 'content-type' }, { cause: error });
  }
  let inLine = Promise.resolve();
  let failure: unknown;
  const fail = (error: unknown) => {
    failure ??= error;
    request.unpipe(parser);
    request.resume();
  };
  const done = new Promise<void>((resolve, reject) => {
    parser.on('file', (field, content, { filename }) => {
      if (field !== 'files') {
        content.resume();
        return fail(new AppError('invalid_request', `Files belong into the field "files", not "${field}"`, { field }));
      }
      // Browsers write a quotation mark in a file name as %22.
      const name = (filename ?? '').replaceAll('%22', '"');
      // busboy delivers the next file only after this one is read, so the line is never longer than one.
      inLine = inLine
        .then(async () => {
          try {
            received.files.push({ name, kept: await keep(name, content) });
          } catch (error) {
            content.resume();
            received.rejected.push({ name, error: asRejection(error) });
          }
        })
        .catch(fail);
    });
    parser.on('field', (field) => fail(new AppError('invalid_request', `Unknown field "${field}"`, { field })));
    parser.on('fieldsLimit', () => fail(new AppError('invalid_request', 'Only files are taken, no other fields', { field: 'files' })));
    parser.on('filesLimit', () => fail(new AppError('too_large', `At most ${filesPerUploadLimit} files in one request`, { field: 'files' })));
    parser.on('error', (error) => reject(new AppError('invalid_request', 'The multipart body is malformed', { field: 'files' }, { cause: error })));
    parser.on('close', resolve);
    request.on('aborted', () => reject(new AppError('cancelled', 'The upload was broken off')));
    request.on('end', () => failure && resolve());
  });
  request.pipe(parser);
  await done;
  await inLine;
  if (failure) throw failure;
  return received;
}
