import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { testLimits } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { detectMediaType } from '../media-type.ts';
import { loadMail } from './mail.ts';

async function load(mail: string | Uint8Array) {
  const folder = await mkdtemp(path.join(tmpdir(), 'mail-'));
  const document = await loadMail(await makeSourceFile('letter.eml', mail), testLimits, { folder, advance: () => undefined });
  await rm(folder, { recursive: true });
  return { ...document, pieces: document.blocks.map(({ start, end }) => document.text.slice(start, end)) };
}

function base64(text: string | Uint8Array): string {
  return Buffer.from(text).toString('base64');
}

test('headers come first, then the paragraphs of the body; the subject is the title', async () => {
  const { title, pieces } = await load('From: Ann <a@x.org>\r\nSubject: Plan\r\n for May\r\nX-Other: no\r\n\r\nHello,\r\nBob.\r\n\r\nBye\r\n');
  expect(title).toBe('Plan for May');
  expect(pieces).toEqual(['From: Ann <a@x.org>\nSubject: Plan for May', 'Hello,\nBob.', 'Bye']);
});

test('encoded words are read in their character set, also where a character is cut between two', async () => {
  const bytes = Buffer.from('会议通知');
  const { title, pieces } = await load(
    `Subject: =?UTF-8?B?${base64(bytes.subarray(0, 4))}?=\r\n =?utf-8?B?${base64(bytes.subarray(4))}?= (1)\r\nFrom: =?iso-8859-1?Q?J=F6rg_M?= <j@x.de>\r\n\r\nx`,
  );
  expect(title).toBe('会议通知 (1)');
  expect(pieces[0]).toContain('From: Jörg M <j@x.de>');
});

test('bodies are read in their transfer encoding and character set', async () => {
  const mail = (charset: string, encoding: string, body: string) =>
    `Content-Type: text/plain; charset="${charset}"\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`;
  expect((await load(mail('utf-8', 'quoted-printable', 'caf=C3=A9 =\r\nau lait'))).text).toBe('café au lait');
  expect((await load(mail('gb2312', 'base64', base64(Buffer.from('c4e3bac3', 'hex'))))).text).toBe('你好');
  expect((await load(mail('iso-2022-jp', '7bit', '\u001b$B$3$s\u001b(B'))).text).toBe('こん');
});

test('of alternatives the richest is read, of mixed parts all; attachments become parts', async () => {
  const { pieces, parts = [] } = await load(
    'Subject: S\nContent-Type: multipart/mixed; boundary="a=b"\n\npreamble\n--a=b\nContent-Type: multipart/alternative; boundary=inner\n\n' +
      '--inner\nContent-Type: text/plain\n\nplain form\n--inner\nContent-Type: text/html\n\n<h1>Offer</h1><p>rich form</p>\n--inner--\n' +
      "--a=b\nContent-Type: application/pdf; name=x\nContent-Disposition: attachment; filename*0*=utf-8''%E6%8A%A5; filename*1=.pdf\n\nJVBERi0=\n" +
      '--a=b\nContent-Type: message/rfc822\n\nSubject: Inner\n\nforwarded\n--a=b--\nepilogue',
  );
  expect(pieces).toEqual(['Subject: S', 'Offer', 'rich form', 'Subject: Inner', 'forwarded']);
  expect(parts.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([['报.pdf', 8]]);
});

test('of a web page saved as one file the page is read', async () => {
  const { text } = await load('MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>page</p>\n--b\nContent-Type: text/css\n\np {}\n--b--');
  expect(text).toBe('page');
});

test('a mail cut off is read as far as it goes; an empty one is refused with advice', async () => {
  expect((await load('Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhalf of it')).text).toBe('half of it');
  await expect(load('X-Empty: 1\n\n')).rejects.toMatchObject({ code: 'unsupported', details: { hint: expect.any(String) } });
});

test('boundaries nested without end are followed only so far', async () => {
  const deep = Array.from({ length: 200 }, (_, index) => `Content-Type: multipart/mixed; boundary=b${index}\n\n--b${index}\n`).join('');
  await expect(load(`Subject: deep\n${deep}\ntext`)).resolves.toMatchObject({ text: 'Subject: deep' });
});

test('a mail is known by its headers, whatever its name', async () => {
  const typeOf = async (name: string, content: string) => (await detectMediaType(await makeSourceFile(name, content))).mediaType;
  expect(await typeOf('a.txt', 'Return-Path: <a@x>\nFrom: a\nMIME-Version: 1.0\n\nx')).toBe('message/rfc822');
  expect(await typeOf('a.txt', 'From: me\nTo: you\n\nA letter')).toBe('text/plain');
  expect(await typeOf('a.eml', 'From: me\nTo: you\n\nA letter')).toBe('message/rfc822');
});
