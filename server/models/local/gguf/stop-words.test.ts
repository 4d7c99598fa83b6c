import { expect, test } from 'vitest';
import { StopWords } from './stop-words.ts';

function pass(words: readonly string[], pieces: readonly string[]) {
  const stop = new StopWords(words);
  return { passed: pieces.map((piece) => stop.push(piece)).join('') + stop.end(), isStopped: stop.isStopped };
}

test('text ends before the first stop word, however it is cut into pieces', () => {
  const text = 'Thought: look\nObservation: rain';
  for (let size = 1; size <= text.length; size++) {
    const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g'))!;
    expect(pass(['\nObservation:', 'rain'], pieces)).toEqual({ passed: 'Thought: look', isStopped: true });
  }
});

test('what only begins like a stop word is passed on, at the end too', () => {
  expect(pass(['</s>'], ['a </', 'b> c <', '/'])).toEqual({ passed: 'a </b> c </', isStopped: false });
  expect(pass([], ['plain'])).toEqual({ passed: 'plain', isStopped: false });
});
