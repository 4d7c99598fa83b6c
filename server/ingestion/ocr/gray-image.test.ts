import { expect, test } from 'vitest';
import { isBlank, scaled, turned } from './gray-image.ts';

const numbered = { width: 3, height: 2, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6) };

test('a picture is turned clockwise by quarters', () => {
  expect(turned(numbered, 0)).toBe(numbered);
  expect(turned(numbered, 1)).toEqual({ width: 2, height: 3, pixels: Uint8Array.of(4, 1, 5, 2, 6, 3) });
  expect(turned(numbered, 2)).toEqual({ width: 3, height: 2, pixels: Uint8Array.of(6, 5, 4, 3, 2, 1) });
  expect(turned(numbered, 3)).toEqual({ width: 2, height: 3, pixels: Uint8Array.of(3, 6, 2, 5, 1, 4) });
});

test('made smaller it keeps its mean tones, made larger its edges', () => {
  const stripes = { width: 4, height: 2, pixels: Uint8Array.of(0, 100, 200, 0, 100, 200, 0, 200) };
  expect(scaled(stripes, 0.5)).toEqual({ width: 2, height: 1, pixels: Uint8Array.of(100, 100) });
  const edge = scaled({ width: 2, height: 1, pixels: Uint8Array.of(0, 200) }, 2);
  expect(edge).toEqual({ width: 4, height: 2, pixels: Uint8Array.of(0, 50, 150, 200, 0, 50, 150, 200) });
});

test('a picture of one tone is blank in spite of dust, one with a line of text is not', () => {
  const page = { width: 200, height: 200, pixels: new Uint8Array(40_000).fill(240) };
  page.pixels.set([0, 10, 0], 500);
  expect(isBlank(page)).toBe(true);
  page.pixels.fill(20, 10_000, 10_100);
  expect(isBlank(page)).toBe(false);
});
