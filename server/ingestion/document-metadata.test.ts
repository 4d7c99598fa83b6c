import { expect, test } from 'vitest';
import { mergeMetadata, metadataOf } from './document-metadata.ts';

test.each([
  ['The harbour is closed in winter, and the ferry is kept in the shed for the season.', 'en'],
  ['入职满一年的员工每年享有十五天带薪年假，详见 HR 手册。', 'zh'],
  ['Der Hafen ist im Winter geschlossen, und die Fähre liegt im Schuppen.', undefined],
  ['港は冬の間は閉まっていて、フェリーは小屋にあります。', undefined],
  ['12 34 56', undefined],
])('the language of %j is told where it is plain', (text, language) => {
  expect(metadataOf({ text }).language).toBe(language);
});

test('what a document says of itself is kept to short lines with plain names', () => {
  const metadata = { author: '  Jonna\n Berg ', note: 'x'.repeat(900), 'bad:key': 'x', empty: ' ' };
  expect(metadataOf({ text: '', metadata })).toEqual({ author: 'Jonna Berg', note: 'x'.repeat(500) });
});

test('what curators changed or took away outlasts a newer version; what they left alone follows it', () => {
  const before = { author: 'Berg', date: '2020-01-01', language: 'en' };
  const stored = { author: 'Lind', language: 'en', place: 'harbour' };
  expect(mergeMetadata(stored, before, { author: 'Holm', date: '2024-01-01', language: 'zh' })).toEqual({ author: 'Lind', language: 'zh', place: 'harbour' });
  expect(mergeMetadata({}, {}, before)).toEqual(before);
});
