import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../testing/test-database.ts';
import { tinyGguf } from '../../../testing/tiny-gguf.ts';
import { readGgufHeader } from './gguf-file.ts';

let folder: { path: string; remove(): Promise<void> };
const whole = tinyGguf({ words: ['hello'], contextTokens: 4_096 });
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

async function read(content: Uint8Array) {
  const file = path.join(folder.path, 'model.gguf');
  await writeFile(file, content);
  return readGgufHeader(file);
}

test('it tells what kind of model it is, and how much it reads', async () => {
  const { architecture, metadata, tensorCount } = await read(whole);
  expect(architecture).toBe('llama');
  expect(metadata.get('llama.context_length')).toBe(4_096);
  expect(metadata.get('llama.attention.layer_norm_rms_epsilon')).toBeCloseTo(1e-5);
  expect(metadata.get('tokenizer.chat_template')).toContain('<|im_start|>');
  expect(metadata.get('tokenizer.ggml.tokens')).toBe(true);
  expect(tensorCount).toBe(12);
});

test.each([1, 4, 30, 200, 5_000, Math.floor(whole.length / 2)])('cut after %i bytes it is refused, at once', async (length) => {
  await expect(read(whole.subarray(0, length))).rejects.toMatchObject({ code: 'invalid_request', details: { field: 'path' } });
});

test('what is no GGUF file, and sizes that no file has, are refused', async () => {
  await expect(read(Buffer.from('PK\u0003\u0004 something else altogether, longer than a header'))).rejects.toThrow('does not begin with GGUF');
  const huge = Buffer.from(whole);
  huge.writeBigUInt64LE(2n ** 60n, 16);
  await expect(read(huge)).rejects.toThrow(/entries/);
  const old = Buffer.from(whole);
  old.writeUInt32LE(1, 4);
  await expect(read(old)).rejects.toThrow('version 1');
});
