import { expect, test } from 'vitest';
import { testLimits, testWorkspace } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { detectMediaType } from '../media-type.ts';
import { loaderFor } from './index.ts';

async function load(name: string, content: string | Uint8Array) {
  const file = await makeSourceFile(name, content);
  const { mediaType } = await detectMediaType(file);
  const document = await loaderFor(mediaType, name).load(file, testLimits, testWorkspace);
  return { ...document, said: document.blocks.map(({ start, end, time }) => [time?.startMs, time?.endMs, document.text.slice(start, end)]) };
}

test('a sentence broken over cues and lines is one block with the time of all of them', async () => {
  const { said } = await load(
    'film.srt',
    '1\n00:00:01,000 --> 00:00:02,500\nWe are in <i>New York</i>\nCity\n\n2\n00:00:02,600 --> 00:00:04,000\nand it rains.\n\n3\n00:01:00,000 --> 00:01:01,000\nGood.\n',
  );
  expect(said).toEqual([
    [1000, 4000, 'We are in New York City and it rains.'],
    [60_000, 61_000, 'Good.'],
  ]);
});

test('Chinese lines are joined without blanks, in any encoding', async () => {
  const srt = '1\r\n00:00:01,000 --> 00:00:02,000\r\n培顿·曼宁成为\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\n四分卫。\r\n';
  expect((await load('a.srt', Buffer.from(`\ufeff${srt}`, 'utf16le'))).said).toEqual([[1000, 3000, '培顿·曼宁成为四分卫。']]);
});

test('a long pause and another speaker end a sentence; a line shown twice is said once', async () => {
  const { said } = await load(
    'talk.vtt',
    'WEBVTT\n\nNOTE made by hand\n\nintro\n00:01.000 --> 00:02.000 align:left\n<v Ann>So I\n\n00:02.000 --> 00:03.000\n<v Bob>Yes &amp; no</v>\n\n' +
      '00:03.000 --> 00:04.000\n<v Bob>Yes &amp; no</v>\n\n01:00:00.000 --> 01:00:01.000\n<v Bob>later\n',
  );
  expect(said).toEqual([
    [1000, 2000, 'Ann: So I'],
    [2000, 4000, 'Bob: Yes & no'],
    [3_600_000, 3_601_000, 'later'],
  ]);
});

test('numbers of cues are not read, also where the empty line is missing', async () => {
  const { text } = await load('a.srt', '1\n00:00:01,000 --> 00:00:02,000\nOne.\n2\n00:00:02,000 --> 00:00:03,000\nTwo.\n');
  expect(text).toBe('One.\n\nTwo.');
});

test('SubStation dialogue is read by its declared fields, without drawings and tags', async () => {
  const { said, title } = await load(
    'a.ass',
    '[Script Info]\nTitle: My film\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n' +
      'Dialogue: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,{\\i1}Later, on{\\i0}\\Nthe way.\nDialogue: 0,0:00:01.50,0:00:02.00,Default,Li,0,0,0,,First.\n' +
      'Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\p1}m 0 0 l 100 100{\\p0}\n',
  );
  expect(title).toBe('My film');
  expect(said).toEqual([
    [1500, 2000, 'Li: First.'],
    [5000, 6000, 'Later, on the way.'],
  ]);
});

test('a line of a song is said at each of its times', async () => {
  const { said, title } = await load('a.lrc', '[ti:月亮]\n[ar:某人]\n[00:10.00][00:30.50]副歌。\n[00:20.00]主歌。\n');
  expect(title).toBe('月亮');
  expect(said).toEqual([
    [10_000, 20_000, '副歌。'],
    [20_000, 30_500, '主歌。'],
    [30_500, 35_500, '副歌。'],
  ]);
});

test('the content decides what subtitles are', async () => {
  const typeOf = async (content: string) => (await detectMediaType(await makeSourceFile('a.txt', content))).mediaType;
  expect(await typeOf('WEBVTT\n\n00:01.000 --> 00:02.000\nx')).toBe('text/vtt');
  expect(await typeOf('1\n00:00:01,000 --> 00:00:02,000\nx')).toBe('application/x-subrip');
  expect(await typeOf('[1] A reference\n[2] Another')).toBe('text/plain');
});

test('subtitles without text are refused with advice', async () => {
  await expect(load('a.vtt', 'WEBVTT\n')).rejects.toMatchObject({ code: 'unsupported', details: { hint: expect.any(String) } });
});
