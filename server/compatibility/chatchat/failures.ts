import { ChatchatFailure, type Envelope } from '#contracts/chatchat';
import type { ErrorCode } from '#contracts/error';
import { errorBodyOf, type FailureForm, ownFailureForm } from '../../platform/error-body.ts';
import { AppError } from '../../platform/errors.ts';

type Problem = { field: string; message: string };

const envelopeCodes: Partial<Record<ErrorCode, number>> = { forbidden: 403, not_found: 404, conflict: 404 };
/** What the protocol knows nothing of is told by the status too, so that no client takes it for an answer. */
const openlyRefused: ReadonlySet<ErrorCode> = new Set(['unauthenticated', 'method_not_allowed', 'too_large', 'rate_limited']);

/** A failure in words, as an envelope has it. */
export function envelopeOf(failure: { code: ErrorCode; message: string; hint?: string }): Envelope {
  const { code, message, hint } = failure;
  return { code: envelopeCodes[code] ?? 500, msg: hint ? `${message}。${hint}` : message, data: null };
}

export const okay = (msg = 'success', data: unknown = null): Envelope => ({ code: 200, msg, data });
export const failed = (msg: string): Envelope => ({ code: 500, msg, data: null });

/** Says it in these words, with this code. */
export const notThere = (msg: string) => new AppError('not_found', msg);
export const noKnowledgeBase = (name: string) => notThere(`未找到知识库 ${name}`);

export const switchedOff = new AppError('not_found', 'The Chatchat-compatible API is switched off', {
  hint: 'An administrator switches it on in Settings: chatchatApi.',
  isSwitchedOff: true,
});

function toDetail({ field, message }: Problem, where: string) {
  const isMissing = message === 'is missing';
  return { loc: [where, ...field.split('.')], msg: isMissing ? 'field required' : message, type: isMissing ? 'value_error.missing' : 'value_error' };
}

/** Failures as the old server told them: an envelope with HTTP 200, and 422 for requests that do not fit. */
export const chatchatFailures: FailureForm = {
  schema: ChatchatFailure,
  present(error, requestId) {
    const { code, message, details } = errorBodyOf(error, requestId).error;
    const where = details.part === 'Query' ? 'query' : 'body';
    if (Array.isArray(details.problems)) return { status: 422, body: { detail: (details.problems as Problem[]).map((problem) => toDetail(problem, where)) } };
    if (code === 'invalid_request' && (details.field === 'body' || details.field === 'content-type')) {
      return { status: 422, body: { detail: [{ loc: ['body'], msg: message, type: 'value_error' }] } };
    }
    const hint = typeof details.hint === 'string' ? details.hint : undefined;
    const { status } = ownFailureForm.present(error, requestId);
    const body = envelopeOf({ code, message, hint });
    if (details.isSwitchedOff || openlyRefused.has(code)) return { status, body: { ...body, code: status } };
    return { status: 200, body };
  },
};
