import { StrictErrorBody } from '#contracts/openai-strict';
import { errorBodyOf, type FailureForm, ownFailureForm } from '../platform/error-body.ts';

type Problem = { field: string; message: string };

/** Failures as FastAPI tells them. */
export const strictFailures: FailureForm = {
  schema: StrictErrorBody,
  present(error, requestId) {
    const { message, details } = errorBodyOf(error, requestId).error;
    if (Array.isArray(details.problems)) {
      const detail = (details.problems as Problem[]).map((problem) => ({
        loc: ['body', ...problem.field.split('.')],
        msg: problem.message,
        type: 'value_error' as const,
      }));
      return { status: 422, body: { detail } satisfies StrictErrorBody };
    }
    const detail = typeof details.hint === 'string' ? `${message}. ${details.hint}` : message;
    return { status: ownFailureForm.present(error, requestId).status, body: { detail } satisfies StrictErrorBody };
  },
};
