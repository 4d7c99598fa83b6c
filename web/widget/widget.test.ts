import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../server/testing/test-database.ts';

const root = path.join(import.meta.dirname, '../..');
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

test('the script is one small file that loads nothing and keeps to its own element', () => {
  const file = path.join(folder.path, 'widget.js');
  const { status, stderr } = spawnSync(process.execPath, ['scripts/bootstrap/build-widget.mjs', file], { cwd: root, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  const script = readFileSync(file, 'utf8');
  expect(gzipSync(script).length).toBeLessThan(6 * 1024);
  expect(script).not.toMatch(/\bimport\b|\brequire\(|innerHTML|eval\(|localStorage|document\.cookie|https?:\/\//);
});
