import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { testLimits } from '../../testing/load-limits.ts';
import { makeMsg, type MsgFixture } from '../../testing/msg-fixture.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { loadMsg } from './msg.ts';

async function load(message: MsgFixture) {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-parts-'));
  const document = await loadMsg(await makeSourceFile('mail.msg', makeMsg(message)), testLimits, { folder, advance: () => undefined });
  return { ...document, pieces: document.blocks.map(({ start, end }) => document.text.slice(start, end)), folder };
}

const header = { '0037': '会议', '0C1A': 'Ann', '0C1F': 'ann@example.com' };

test('headers stand first, as in every mail, then the body', async () => {
  const { pieces, title } = await load({
    texts: { ...header, '1000': 'Dear all,\r\n\r\nsee you – 明天见.' },
    recipients: [{ name: 'Bob', address: 'bob@example.com', type: 1 }, { name: 'carl@example.com', address: 'carl@example.com', type: 2 }],
    sent: new Date('2024-03-15T18:00:00Z'),
  });
  expect(pieces).toEqual([
    'From: Ann <ann@example.com>\nTo: Bob <bob@example.com>\nCc: carl@example.com\nDate: Fri, 15 Mar 2024 18:00:00 GMT\nSubject: 会议',
    'Dear all,',
    'see you – 明天见.',
  ]);
  expect(title).toBe('会议');
});

test('the headers it was sent with say more than those Outlook keeps', async () => {
  const { pieces } = await load({ texts: { ...header, '007D': 'From: =?utf-8?B?5bCP5piO?= <ming@example.com>\r\nDate: Mon, 1 Jan 2024 08:00:00 +0800\r\n', '1000': 'x' } });
  expect(pieces[0]).toBe('From: 小明 <ming@example.com>\nDate: Mon, 1 Jan 2024 08:00:00 +0800\nSubject: 会议');
});

test('of several bodies the page is read, in the code page the message names', async () => {
  const page = Buffer.concat([Buffer.from('<p>'), Buffer.from('c1aacda8', 'hex'), Buffer.from('</p><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>')]);
  const { pieces } = await load({ texts: { ...header, '1000': 'plain' }, bytes: { '1013': page }, numbers: { '3FDE': 936 } });
  expect(pieces.slice(1)).toEqual(['联通', 'a | b', 'a: 1 | b: 2']);
});

test('rich text is unpacked where there is nothing else; texts may be in a code page', async () => {
  // The example of MS-OXRTFCP 4.1.1.
  const packed = Buffer.from('2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0', 'hex');
  const { pieces } = await load({ texts: { '0037': '\u00cf\u00f0' }, bytes: { '1009': packed }, numbers: { '3FFD': 1251 }, isNarrow: true });
  expect(pieces).toEqual(['Subject: Пр', 'hello world']);
});

test('attachments become parts under names of our own; messages within are read like the one around them', async () => {
  const { pieces, parts, folder } = await load({
    texts: { ...header, '1000': 'outer' },
    attachments: [
      { name: '../../etc/passwd', content: 'one' },
      { name: 'logo.png', content: 'picture', isShownInBody: true },
      { name: 'linked.txt' },
      { name: 'Inner', message: { texts: { '0037': 'Inner', '1000': 'inner' }, attachments: [{ name: 'two.txt', content: Buffer.alloc(9000, 'x') }] } },
      { name: 'smime.p7m', mediaType: 'multipart/signed', content: 'MIME-Version: 1.0' },
    ],
  });
  expect(pieces.slice(1)).toEqual(['outer', 'Subject: Inner', 'inner']);
  expect(parts?.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([['../../etc/passwd', 3], ['two.txt', 9000], ['signed message.eml', 17]]);
  expect(parts?.every((part) => path.dirname(part.path) === folder)).toBe(true);
  expect(await readFile(parts?.[0]?.path ?? '', 'utf8')).toBe('one');
});

test('an encrypted message and an empty one are refused with advice', async () => {
  const failures: [MsgFixture, RegExp][] = [
    [{ texts: { ...header, '001A': 'IPM.Note.SMIME' }, attachments: [{ name: 'smime.p7m', content: 'x' }] }, /encrypted/],
    [{ texts: header, attachments: [{ name: 'message.rpmsg', content: 'x' }] }, /encrypted/],
    [{}, /empty/],
  ];
  for (const [message, expected] of failures) {
    await expect(load(message)).rejects.toMatchObject({ code: 'unsupported', message: expect.stringMatching(expected), details: { hint: expect.any(String) } });
  }
});
