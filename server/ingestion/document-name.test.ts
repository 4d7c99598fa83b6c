import { expect, test } from 'vitest';
import { checkDocumentName } from './document-name.ts';

test.each(['报告（终稿）.pdf', 'handbook/travel policy.md', 'a'.repeat(255), '.env', 'x..y.txt', '名.docx'])('%s is a name', (name) => {
  expect(checkDocumentName(name)).toBe(name);
});

test.each(['', '   ', '../etc/passwd', 'a/../b.txt', '/etc/passwd', 'C:\\x.txt', 'a\\b.txt', 'a//b.txt', 'a\u0000.txt', 'a\u202etxt.exe', 'x'.repeat(256)])(
  '%j is refused, naming the field',
  (name) => {
    expect(() => checkDocumentName(name)).toThrow(expect.objectContaining({ code: 'invalid_request', details: expect.objectContaining({ field: 'files' }) }));
  },
);
