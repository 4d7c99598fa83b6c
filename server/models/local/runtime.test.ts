import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/test-database.ts';
import { getRuntime, installRuntime } from './runtime.ts';

test('without a network it says how to do without one, and leaves nothing half installed', async () => {
  const folder = await temporaryFolder();
  // Nothing listens there.
  const environment = { ...process.env, npm_config_registry: 'http://127.0.0.1:9', npm_config_fetch_retries: '0', npm_config_cache: path.join(folder.path, 'cache') };
  const said: string[] = [];
  const failure = installRuntime(folder.path, 'onnx', { environment, say: (line) => void said.push(line) });
  await expect(failure).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('ECONNREFUSED') as string,
    details: { hint: expect.stringMatching(/npm install --ignore-scripts .*onnxruntime-node@.* and copy that folder to/) as string },
  });
  expect(said[0]).toContain('Installing ONNX Runtime');
  expect(await readdir(path.join(folder.path, '.runtime'))).toEqual([]);
  await expect(getRuntime(folder.path, 'onnx')).rejects.toMatchObject({ code: 'unavailable' });
  await folder.remove();
});
