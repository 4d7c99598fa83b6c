import type { ErrorBody } from '#contracts/error';
import { AppError } from './errors.ts';

/** What may leave the server of anything thrown: an AppError as it is, anything else as `internal` without its text. */
export function errorBodyOf(error: unknown, requestId: string): ErrorBody {
  if (!(error instanceof AppError)) {
    return { error: { code: 'internal', message: 'Something went wrong inside the server', details: {}, requestId } };
  }
  return { error: { code: error.code, message: error.message, details: error.details, requestId } };
}
