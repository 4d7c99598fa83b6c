import { z } from 'zod';
import type { AppError } from '../../../platform/errors.ts';
import type { Endpoint } from '../../wire/endpoint.ts';
import { failureInAnswer } from '../../wire/failure.ts';

/** Failures that MiniMax (base_resp) and Qianfan (error_code) tell with status 200. */
const Told = z.object({
  base_resp: z.object({ status_code: z.number() }).optional(),
  error_code: z.union([z.number(), z.string()]).optional(),
});

/** Their codes, by the status that others would have answered with. */
const statusByCode: Readonly<Record<string, number>> = {
  '1002': 429,
  '1039': 429,
  '1041': 429,
  '1004': 401,
  '2049': 401,
  '1008': 402,
  '1026': 400,
  '1027': 400,
  '2013': 400,
  '4': 429,
  '17': 429,
  '18': 429,
  '19': 429,
  '336501': 429,
  '336502': 429,
  '110': 401,
  '111': 401,
  '6': 403,
  '336003': 400,
  '336007': 400,
  '336103': 400,
};

export function failureOfVendor(endpoint: Endpoint, body: unknown): AppError | undefined {
  if (typeof body !== 'object' || body === null || !('base_resp' in body || 'error_code' in body)) return undefined;
  const told = Told.safeParse(body);
  const code = told.data?.base_resp?.status_code || told.data?.error_code;
  return code ? failureInAnswer(endpoint, body, statusByCode[code]) : undefined;
}
