import type { Request } from 'express';
import type { Settings } from '#contracts/setting';
import type { EventFraming } from '../../platform/sse.ts';

const linesOf = (value: unknown) => (typeof value === 'string' ? value.split(/\r\n|\n|\r/) : [JSON.stringify(value)]);

/** As 0.2.10 writes: each value is an event, in one piece of the response, because its client takes a piece for an event. */
const asEvents: EventFraming = { frameOf: (value) => `${linesOf(value).map((line) => `data: ${line}`).join('\r\n')}\r\n\r\n`, last: '' };

/** As 0.2.7 writes: each value as it is, in one piece of the response. */
export const asValues: EventFraming = { frameOf: (value) => (typeof value === 'string' ? value : JSON.stringify(value)), last: '', heartbeat: '' };

/** What the client says it takes, or else what the settings say. */
export function framingFor(request: Pick<Request, 'headers'>, { chatchatFraming }: Settings): EventFraming {
  const accepted = request.headers.accept ?? '';
  if (accepted.includes('text/event-stream')) return asEvents;
  if (accepted.includes('application/json')) return asValues;
  return chatchatFraming === 'sse' ? asEvents : asValues;
}
