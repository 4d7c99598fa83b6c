import { httpStatusByCode } from '#contracts/error';
import { OpenAiErrorBody } from '#contracts/openai';
import { errorBodyOf, type FailureForm } from '../platform/error-body.ts';

const typeByStatus: Readonly<Record<number, string>> = { 401: 'authentication_error', 403: 'permission_error', 429: 'rate_limit_error' };

function typeOf(status: number): string {
  return typeByStatus[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error');
}

/** Failures as OpenAI tells them. Its clients show the message alone, so the hint is part of it. */
export const openAiFailures: FailureForm = {
  schema: OpenAiErrorBody,
  present(thrown, requestId) {
    const { code, message, details } = errorBodyOf(thrown, requestId).error;
    const status = httpStatusByCode[code];
    const param = typeof details.field === 'string' ? details.field : null;
    const body: OpenAiErrorBody = {
      error: {
        message: typeof details.hint === 'string' ? `${message}. ${details.hint}` : message,
        type: typeOf(status),
        param,
        code: code === 'not_found' && param === 'model' ? 'model_not_found' : code,
      },
    };
    return { status, body };
  },
};
