import type { z } from 'zod';
import { ErrorBody } from '#contracts/error';
import { AppError } from './errors.ts';

/** What may leave the server of anything thrown: an AppError as it is, anything else as `internal` without its text. */
export function errorBodyOf(error: unknown, requestId: string): ErrorBody {
  if (!(error instanceof AppError)) {
    return { error: { code: 'internal', message: 'Something went wrong inside the server', details: {}, requestId } };
  }
  return { error: { code: error.code, message: error.message, details: error.details, requestId } };
}

/** How failures are told by routes that speak a protocol of others. */
export type FailureForm = {
  schema: z.ZodType;
  present(error: unknown, requestId: string): { status: number; body: unknown };
};

/** The API's own form. */
export const ownFailureForm: FailureForm = {
  schema: ErrorBody,
  present: (error, requestId) => ({ status: error instanceof AppError ? error.status : 500, body: errorBodyOf(error, requestId) }),
};
