import { expect, test } from 'vitest';
import { documentOf, paragraph, textsOf } from '../../testing/parsed-document-fixture.ts';
import { codeAwareSplitter } from './code-aware.ts';

function split(code: string, chunkSize: number): string[] {
  const document = documentOf([{ kind: 'code', text: code }]);
  return textsOf(document, codeAwareSplitter.split(document, { chunkSize, chunkOverlap: 20 }));
}

const first = '@cached\ndef first(a):\n    if a:\n        return 1\n\n    return 2';
const second = 'def second(b):\n    total = 0\n\n    for item in b:\n        total += item\n    return total';

test('a definition stays whole where it fits, with what is written above it', () => {
  expect(split(`${first}\n\n\n${second}`, 100)).toEqual([first, second]);
  expect(split(`${first}\n\n\n${second}`, 400)).toEqual([`${first}\n\n\n${second}`]);
});

test('a class too large is cut between its members, and its head goes with the first', () => {
  const members = ['  open() {\n    this.count++;\n\n    return this;\n  }', '  close() {\n    this.count--;\n  }'];
  expect(split(`class Door {\n${members.join('\n\n')}\n}`, 80)).toEqual([`class Door {\n${members[0]}`, `${members[1]!.trim()}\n}`]);
});

test('a function too large is cut at empty lines, then between lines', () => {
  expect(split('alpha();\nbeta();\n\ngamma();\ndelta();', 20)).toEqual(['alpha();\nbeta();', 'gamma();\ndelta();']);
  expect(split('first_call();\nsecond_call();\nthird_call();', 28)).toEqual(['first_call();\nsecond_call();', 'third_call();']);
});

test('chunks tell the definitions they stand in, and running text is cut between sentences', () => {
  const document = documentOf([paragraph('Use it so. Or so.'), { kind: 'code', text: second, headingPath: ['Sums', 'second'] }]);
  const chunks = codeAwareSplitter.split(document, { chunkSize: 100, chunkOverlap: 0 });
  expect(chunks.map((chunk) => chunk.headingPath)).toEqual([undefined, ['Sums', 'second']]);
});
