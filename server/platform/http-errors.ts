import type { ErrorRequestHandler, RequestHandler } from 'express';
import { asStorageError } from './durable-files.ts';
import { AppError, hasErrnoCode } from './errors.ts';
import { failureFormOf } from './http.ts';
import type { Logger } from './logger.ts';

/** What Express, its body parser and the operating system throw, in our words. Their message never names anything of ours. */
function translate(thrown: unknown): unknown {
  const error = asStorageError(thrown);
  if (error instanceof AppError || typeof error !== 'object' || error === null) return error;
  const type = 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') return new AppError('too_large', 'The body is too large', { field: 'body' }, { cause: error });
  if (type === 'entity.parse.failed') return new AppError('invalid_request', 'The body is not valid JSON', { field: 'body' }, { cause: error });
  if (type === 'request.aborted') return new AppError('cancelled', 'The request was broken off', {}, { cause: error });
  if (hasErrnoCode(error, 'ENOENT')) return new AppError('not_found', 'The file is not there', {}, { cause: error });
  if ('status' in error && typeof error.status === 'number' && error.status >= 400 && error.status < 500) {
    return new AppError('invalid_request', 'The request could not be read', {}, { cause: error });
  }
  return error;
}

export const notFound: RequestHandler = (request) => {
  throw new AppError('not_found', `There is nothing at ${request.path.slice(0, 200)}`);
};

/** Every failure of a request ends here: the one error shape, or, after the headers are sent, a closed connection. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    const error = translate(thrown);
    const requestId = String(response.getHeader('X-Request-Id') ?? '');
    if (!(error instanceof AppError)) log.error({ err: error, requestId, method: request.method, path: request.path }, 'unexpected error');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { status, body } = failureFormOf(response).present(error, requestId);
    if (error instanceof AppError && typeof error.details.retryAfterSeconds === 'number') {
      response.setHeader('Retry-After', Math.ceil(error.details.retryAfterSeconds));
    }
    // A refused upload may still be on its way; closing is the only end that both sides see.
    if (status === 413 || !request.complete) response.setHeader('Connection', 'close');
    response.status(status).json(body);
  };
}
