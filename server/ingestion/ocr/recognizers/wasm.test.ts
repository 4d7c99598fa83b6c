import { afterAll, expect, test } from 'vitest';
import { itBehavesLikeARecognizer } from '../recognizer.suite.ts';
import { decodePicture } from '../pictures/decode-picture.ts';
import { findWasmTesseract } from './wasm.ts';

/** 16 x 8 points, the left half black and the right half white. */
const halves = {
  webp: 'UklGRiYAAABXRUJQVlA4TBoAAAAvD8ABAA8w//M///MfeBALJvlL70whov+RAQ==',
  gif:
    'R0lGODlhEAAIAIAAAAAAAP///ywAAAAAEAAIAAACSQQIECDAhAkTJgQIECDAhAkTJgQIECDAhAkTJgQIECDAhAkTJgQIECDAhAkTJgQIECDAhAkTJgQIECDAhAkTJgQIECDAhAkT' +
    'JgUAOw==',
};

afterAll(async () => (await findWasmTesseract())?.close());

test('WebP and GIF pictures are decoded as well', async () => {
  for (const base64 of Object.values(halves)) {
    for await (const { image } of decodePicture(Buffer.from(base64, 'base64'), 1)) {
      expect([image.width, image.height, image.pixels[0], image.pixels[15]]).toEqual([16, 8, 0, 255]);
    }
  }
  expect.assertions(2);
});

itBehavesLikeARecognizer(findWasmTesseract);
