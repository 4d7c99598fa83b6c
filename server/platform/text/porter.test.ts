import { expect, test } from 'vitest';
import { porterStem } from './porter.ts';

test.each([
  ['caresses', 'caress'], ['ponies', 'poni'], ['cats', 'cat'], ['feed', 'feed'], ['agreed', 'agre'], ['plastered', 'plaster'],
  ['motoring', 'motor'], ['sing', 'sing'], ['conflated', 'conflat'], ['troubling', 'troubl'], ['sized', 'size'], ['hopping', 'hop'],
  ['falling', 'fall'], ['hissing', 'hiss'], ['filing', 'file'], ['happy', 'happi'], ['sky', 'sky'], ['relational', 'relat'],
  ['conditional', 'condit'], ['digitizer', 'digit'], ['vietnamization', 'vietnam'], ['operator', 'oper'], ['hopefulness', 'hope'],
  ['triplicate', 'triplic'], ['formative', 'form'], ['electrical', 'electr'], ['goodness', 'good'], ['revival', 'reviv'],
  ['adjustable', 'adjust'], ['replacement', 'replac'], ['adoption', 'adopt'], ['effective', 'effect'], ['probate', 'probat'],
  ['rate', 'rate'], ['cease', 'ceas'], ['controll', 'control'], ['roll', 'roll'],
])('%s is stemmed to %s', (word, stem) => {
  expect(porterStem(word)).toBe(stem);
});

test('words of one stem meet', () => {
  expect(new Set(['connect', 'connected', 'connecting', 'connection', 'connections'].map(porterStem))).toEqual(new Set(['connect']));
});

test('words that are not English letters stay as they are', () => {
  expect(['b2b', 'страна', 'at'].map(porterStem)).toEqual(['b2b', 'страна', 'at']);
});
