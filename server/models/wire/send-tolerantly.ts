import { AppError } from '../../platform/errors.ts';
import { type Call, type Endpoint, send, type EndpointAnswer } from './endpoint.ts';

/** One field at a time may be complained about, and few may go. */
const tries = 4;

export type Fields = Record<string, unknown>;
/** Fields that nobody chose: those that may be left out, and those that newer models want by another name. */
export type Tolerance = { droppable: readonly string[]; renamed?: Readonly<Record<string, string>> };

/** Undefined when what the server complains about has to stay. */
function withoutRefused(fields: Fields, { droppable, renamed = {} }: Tolerance, complaint: string): Fields | undefined {
  const named = Object.keys(fields).filter((field) => complaint.includes(field));
  const dropped = (named.length > 0 ? named : Object.keys(fields)).filter((field) => droppable.includes(field));
  const other = named.filter((field) => field in renamed);
  if (dropped.length === 0 && other.length === 0) return undefined;
  const kept = Object.entries(fields).filter(([field]) => !dropped.includes(field));
  return Object.fromEntries(kept.map(([field, value]) => [other.includes(field) ? renamed[field]! : field, value]));
}

function isRefusedField(error: unknown): error is AppError {
  if (!(error instanceof AppError) || error.details.contextExceeded) return false;
  return error.details.status === 400 || error.details.status === 422;
}

/**
 * Sends a request; a server that refuses (400, 422) a field nobody chose is asked again without it.
 * @param body makes the body from the fields that are left
 */
export async function sendTolerantly(
  endpoint: Endpoint,
  call: Omit<Call, 'body'>,
  { fields, body, ...tolerance }: Tolerance & { fields: Fields; body(fields: Fields): unknown },
  signal: AbortSignal,
): Promise<EndpointAnswer> {
  for (let attempt = 1, left: Fields | undefined = fields; ; attempt++) {
    try {
      return await send(endpoint, { ...call, body: body(left) }, signal);
    } catch (error) {
      left = attempt < tries && isRefusedField(error) ? withoutRefused(left, tolerance, error.message) : undefined;
      if (!left) throw error;
    }
  }
}
