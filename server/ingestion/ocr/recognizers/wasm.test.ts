import { afterAll, expect, test } from 'vitest';
import { halvesGif, halvesWebp } from '../../../testing/picture-fixture.ts';
import { itBehavesLikeARecognizer } from '../recognizer.suite.ts';
import { decodePicture } from '../pictures/decode-picture.ts';
import { findWasmTesseract } from './wasm.ts';

afterAll(async () => (await findWasmTesseract())?.close());

test('WebP and GIF pictures are decoded as well', async () => {
  for (const picture of [halvesGif, halvesWebp]) {
    for await (const { image } of decodePicture(picture, 1)) {
      expect([image.width, image.height, image.pixels[0], image.pixels[15]]).toEqual([16, 8, 0, 255]);
    }
  }
  expect.assertions(2);
});

itBehavesLikeARecognizer(findWasmTesseract);
