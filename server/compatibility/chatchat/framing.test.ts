import { expect, test } from 'vitest';
import { createParser } from 'eventsource-parser';
import { Settings } from '#contracts/setting';
import { readPiece } from '../../testing/chatchat-client.ts';
import { framingFor } from './framing.ts';

const framing = (accept: string | undefined, chatchatFraming: 'sse' | 'json' = 'sse') => framingFor({ headers: { accept } }, Settings.parse({ chatchatFraming }));
const value = { answer: '一\n二 "三"' };

test('events are framed as the old client cuts them, and as every parser of events reads them', () => {
  const frame = framing('*/*').frameOf(value, 0);
  expect(frame).toBe(`data: ${JSON.stringify(value)}\r\n\r\n`);
  expect(readPiece(frame)).toEqual(value);
  const parsed: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => void parsed.push(data) });
  for (const character of frame + framing('*/*').frameOf('原文\n两行', 1)) parser.feed(character);
  expect(parsed).toEqual([JSON.stringify(value), '原文\n两行']);
});

test('a client that says what it takes gets that; else the settings decide', () => {
  expect(framing('application/json').frameOf(value, 0)).toBe(JSON.stringify(value));
  expect(framing(undefined, 'json').frameOf(value, 0)).toBe(JSON.stringify(value));
  expect(framing('text/event-stream', 'json').frameOf(value, 0)).toMatch(/^data: /);
  expect(framing('application/json')).toMatchObject({ heartbeat: '' });
});
