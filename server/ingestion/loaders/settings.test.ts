import { expect, test } from 'vitest';
import { testLimits } from '../../testing/load-limits.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { loadToml, loadYaml } from './settings.ts';

async function load(read: typeof loadToml, source: string) {
  const document = await read(await makeSourceFile('app.conf', source), testLimits);
  return { ...document, pieces: document.blocks.map(({ start, end, headingPath }) => [headingPath?.join(' > '), document.text.slice(start, end)]) };
}

test('tables of TOML are sections, and the text is the file itself with its comments', async () => {
  const source = '# the app\ntitle = "x"\n\n[server]\nport = 8080 # the port\n\n[server.tls]\ntext = """\n[not.a.table]\n"""\n\n[[fruit]]\nname = "apple"\n';
  const { text, pieces, blocks } = await load(loadToml, source);
  expect(text).toBe(source);
  expect(pieces).toEqual([
    [undefined, '# the app\ntitle = "x"'],
    [undefined, '[server]'],
    ['server', 'port = 8080 # the port'],
    ['server', '[server.tls]'],
    ['server > tls', 'text = """\n[not.a.table]\n"""'],
    [undefined, '[[fruit]]'],
    ['fruit', 'name = "apple"'],
  ]);
  expect(blocks[3]).toMatchObject({ kind: 'heading', level: 2 });
});

test('what is no TOML is read as plain text and noted', async () => {
  const { text, notes } = await load(loadToml, '[server\nport = = 1');
  expect({ text, notes }).toEqual({ text: '[server\nport = = 1', notes: ['The TOML is damaged; it was read as plain text'] });
});

test('keys of YAML hold what is indented below them; long ones are parted', async () => {
  const steps = '      - run: something that takes its time\n'.repeat(20);
  const source = `# ci\nname: CI\n"on":\n  push: [main]\njobs:\n  build:\n    steps:\n${steps}  deploy:\n    runs-on: x\n`;
  const { text, pieces } = await load(loadYaml, source);
  expect(text).toBe(source);
  expect(pieces.map(([path]) => path)).toEqual(['name', 'on', 'jobs', 'jobs > build', 'jobs > build > steps', 'jobs > deploy']);
  expect(pieces[1]?.[1]).toBe('"on":\n  push: [main]');
});
