import type { ApiErrorCode } from '../../api/request.ts';

/** What happened, by the code of the failure; the server's own words follow as the detail. */
export const errors: Record<ApiErrorCode, string> = {
  invalid_request: 'Something in the request is not right',
  unauthenticated: 'Please sign in again',
  forbidden: 'You may not do this',
  not_found: 'This no longer exists',
  method_not_allowed: 'The server does not know this action',
  conflict: 'This conflicts with what is already there',
  too_large: 'This is too large',
  unsupported: 'This kind of file or option is not supported',
  not_ready: 'This is not ready yet',
  rate_limited: 'Too many requests; please wait a moment',
  cancelled: 'Stopped',
  internal: 'Something went wrong in the server',
  provider_failed: 'The model’s endpoint reported a problem',
  unavailable: 'A service that is needed does not answer',
  timed_out: 'This took too long',
  storage_full: 'The disk of the server is full',
  unreachable: 'The server does not answer',
  unexpected_answer: 'The server answered in a way this page does not understand',
};
