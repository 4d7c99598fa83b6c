import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../../server/platform/config.ts';
import { temporaryFolder } from '../../../server/testing/test-database.ts';
import { tinyGguf } from '../../../server/testing/tiny-gguf.ts';
import { runCommand } from '../main.ts';

test('models of the folder are listed with what they lack, what is none is refused, and they are removed with their files where that is confirmed', async () => {
  const folder = await temporaryFolder();
  const modelsDir = path.join(folder.path, 'models');
  await mkdir(modelsDir);
  await writeFile(path.join(modelsDir, 'tiny.gguf'), tinyGguf({ words: ['hello'] }));
  await writeFile(path.join(folder.path, 'letter.gguf'), 'no model');
  const kb = async (...args: string[]) => {
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    const code = await runCommand(['model', ...args], () => loadConfig({ DATA_DIR: path.join(folder.path, 'data'), MODELS_DIR: modelsDir, LOG_LEVEL: 'silent' }), { say, complain: say });
    return { code, said: said.join('\n') };
  };
  expect(await kb('list')).toMatchObject({ code: 0, said: expect.stringMatching(/^local\/tiny {2}chat .*\n.*npm run kb -- model install/) as string });
  expect(await kb('add', path.join(folder.path, 'letter.gguf'))).toMatchObject({ code: 1, said: expect.stringContaining('no GGUF file') as string });
  expect(await kb('remove', 'tiny', '--yes')).toMatchObject({ code: 0 });
  expect(await readdir(modelsDir)).toEqual([]);
  await folder.remove();
});
