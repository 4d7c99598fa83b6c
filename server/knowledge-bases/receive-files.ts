import busboy from 'busboy';
import type { Request } from 'express';
import type { Readable } from 'node:stream';
import { AppError } from '../platform/errors.ts';

export const filesPerUploadLimit = 1_000;

/** Files being written to the disk at the same time; the request is read on only while there are fewer. */
const filesUnderWayLimit = 8;

type Outcome<Kept> = { name: string; kept: Kept } | { name: string; error: AppError };

/** Largest value of a field beside the files. */
const fieldMaxBytes = 16 * 1024 * 1024;

export type Received<Kept> = { fields: Map<string, string>; files: { name: string; kept: Kept }[]; rejected: { name: string; error: AppError }[] };

const asRejection = (error: unknown): AppError => {
  if (error instanceof AppError && error.code !== 'storage_full' && error.code !== 'cancelled') return error;
  throw error;
};

function openParser(request: Request, fields: number): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      preservePath: true,
      defParamCharset: 'utf8',
      limits: { files: filesPerUploadLimit, fields, fieldNameSize: 100, fieldSize: fieldMaxBytes },
    });
  } catch (error) {
    throw new AppError('invalid_request', 'The body must be multipart/form-data with a boundary', { field: 'content-type' }, { cause: error });
  }
}

/**
 * Reads a multipart request whose files are all in the field `files`, straight to `keep`. A file is read when the one
 * before it has been read, but need not be kept yet. A file that is refused does not stop the others.
 * @param fieldsLimit how many other fields there may be
 * @throws AppError invalid_request when the request itself is malformed; storage_full when nothing more can be kept
 */
export async function receiveFiles<Kept>(
  request: Request,
  keep: (name: string, content: Readable) => Promise<Kept>,
  fieldsLimit = 0,
): Promise<Received<Kept>> {
  const parser = openParser(request, fieldsLimit);
  const fields = new Map<string, string>();
  const outcomes: Promise<Outcome<Kept>>[] = [];
  const underWay = new Set<Promise<unknown>>();
  let failure: unknown;
  const fail = (error: unknown) => {
    failure ??= error;
    request.unpipe(parser);
    request.resume();
  };

  async function take(name: string, content: Readable): Promise<Outcome<Kept>> {
    while (underWay.size >= filesUnderWayLimit) await Promise.race(underWay);
    const keeping = keep(name, content);
    const settled = keeping.then(() => {}, () => {}).finally(() => underWay.delete(settled));
    underWay.add(settled);
    try {
      return { name, kept: await keeping };
    } catch (error) {
      content.resume();
      return { name, error: asRejection(error) };
    }
  }

  await new Promise<void>((resolve, reject) => {
    parser.on('file', (field, content, { filename }) => {
      if (field !== 'files') {
        content.resume();
        return fail(new AppError('invalid_request', `Files belong into the field "files", not "${field}"`, { field }));
      }
      // Browsers write a quotation mark in a file name as %22.
      const outcome = take((filename ?? '').replaceAll('%22', '"'), content);
      outcome.catch(fail);
      outcomes.push(outcome);
    });
    parser.on('field', (field, value, { valueTruncated }) => {
      if (valueTruncated) fail(new AppError('too_large', `The field "${field}" is too large`, { field }));
      fields.set(field, value);
    });
    parser.on('fieldsLimit', () => fail(new AppError('invalid_request', fieldsLimit === 0 ? 'Only files are taken, no other fields' : `At most ${fieldsLimit} fields beside the files`, { field: 'files' })));
    parser.on('filesLimit', () => fail(new AppError('too_large', `At most ${filesPerUploadLimit} files in one request`, { field: 'files' })));
    parser.on('error', (error) => reject(new AppError('invalid_request', 'The multipart body is malformed', { field: 'files', hint: 'Check the names of the files, and send them again.' }, { cause: error })));
    parser.on('close', resolve);
    request.on('aborted', () => reject(new AppError('cancelled', 'The upload was broken off')));
    request.on('end', () => failure && resolve());
    request.pipe(parser);
  });
  const settled = await Promise.allSettled(outcomes);
  if (failure) throw failure;
  const done = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  return { fields, files: done.filter((each) => 'kept' in each), rejected: done.filter((each) => 'error' in each) };
}
