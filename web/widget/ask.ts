import type { WidgetEvent, WidgetTurnRequest } from '#contracts/widget';

export type Exchange = WidgetTurnRequest['earlier'][number];
export type Place = { server: string; key: string };

const eventMaxChars = 1_000_000;

/** Refused before an answer began; `retryAfterSeconds` where waiting helps. */
export class AskRefused extends Error {
  constructor(readonly retryAfterSeconds: number | undefined) {
    super('The question was not taken');
  }
}

function dataOf(frame: string): WidgetEvent | undefined {
  if (frame.startsWith('event: error')) throw new AskRefused(undefined);
  const data = frame.split('\n').find((line) => line.startsWith('data: '));
  return data === undefined ? undefined : (JSON.parse(data.slice('data: '.length)) as WidgetEvent);
}

/** The events of the answer. @throws AskRefused, or what fetch throws */
export async function* ask({ server, key }: Place, request: WidgetTurnRequest, signal: AbortSignal): AsyncGenerator<WidgetEvent> {
  const response = await fetch(`${server}/api/widget/turns`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
    credentials: 'omit',
    signal,
  });
  if (!response.ok || !response.body) throw new AskRefused(Number(response.headers.get('Retry-After')) || undefined);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  for (let rest = ''; ; ) {
    const { done, value } = await reader.read();
    if (done) return;
    const frames = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = frames.pop()!;
    if (rest.length > eventMaxChars) throw new AskRefused(undefined);
    for (const frame of frames) {
      const event = dataOf(frame);
      if (event) yield event;
    }
  }
}
