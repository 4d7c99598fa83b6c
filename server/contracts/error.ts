import { z } from 'zod';

/** Every way a request can fail, with the HTTP status it is answered with. The page translates by code. */
export const httpStatusByCode = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  too_large: 413,
  unsupported: 422,
  not_ready: 409,
  rate_limited: 429,
  cancelled: 499,
  internal: 500,
  provider_failed: 502,
  unavailable: 503,
  timed_out: 504,
  storage_full: 507,
} as const;

export const ErrorCode = z.enum(Object.keys(httpStatusByCode) as [keyof typeof httpStatusByCode]);
export type ErrorCode = keyof typeof httpStatusByCode;

/** The one shape of a failure, in JSON bodies and in event streams alike. `details.field` names the field at fault. */
export const ErrorBody = z.object({
  error: z.object({
    code: ErrorCode,
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
    requestId: z.string(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;
