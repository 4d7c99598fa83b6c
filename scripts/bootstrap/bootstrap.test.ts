import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const bootstrap = path.join(import.meta.dirname, '../bootstrap.mjs');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-bootstrap-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function ended(args: string[]) {
  return promisify(execFile)(process.execPath, args, { cwd: folder }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}

/** Prints what an expression over one of bootstrap's modules gives, in the test's own folder. */
async function evaluate(module: string, expression: string): Promise<string> {
  const url = new URL(module, import.meta.url).href;
  return (await ended(['--input-type=module', '-e', `import * as m from '${url}'; console.log(await ${expression})`])).stdout.trim();
}

test('a Node too old is told in one line', async () => {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } })`;
  const { code, stdout, stderr } = await ended([`--import=data:text/javascript,${encodeURIComponent(pretend)}`, bootstrap, 'start']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^Lectern needs Node 20\.19 or newer; this is Node 18\.20\.4\..*\n$/);
});

test('an unknown command lists the known ones', async () => {
  const { code, stderr } = await ended([bootstrap, 'strat']);
  expect(code).toBe(2);
  expect(stderr).toContain('install|build|start|dev|test|check');
});

test('packages are current when npm installed what the lock file says; those for other systems may be missing', async () => {
  const lock = { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/a-windows': { version: '1.0.0', optional: true } };
  await mkdir(path.join(folder, 'node_modules'));
  const write = (file: string, packages: object) => writeFile(path.join(folder, file), JSON.stringify({ packages }));
  await write('package-lock.json', lock);
  expect(await evaluate('./stamp.mjs', 'm.isInstalled()')).toBe('false');
  await write('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0' } });
  expect(await evaluate('./stamp.mjs', 'm.isInstalled()')).toBe('true');
  await write('package-lock.json', { ...lock, 'node_modules/a': { version: '1.1.0' } });
  expect(await evaluate('./stamp.mjs', 'm.isInstalled()')).toBe('false');
});

test('a step is repeated when its sources change, not when its tests or its output do', async () => {
  const write = async (file: string, text: string) => {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  };
  const isStamped = () => evaluate('./stamp.mjs', `m.isStamped('page', m.contentHash(['web', 'missing']))`);
  await write('web/app/page.tsx', 'one');
  expect(await isStamped()).toBe('false');
  await evaluate('./stamp.mjs', `m.stamp('page', m.contentHash(['web', 'missing']))`);
  await write('web/out/index.html', 'built');
  await write('web/app/page.test.ts', 'tested');
  expect(await isStamped()).toBe('true');
  await write('web/app/page.tsx', 'two');
  expect(await isStamped()).toBe('false');
});

test('signals are passed on, and the exit code comes back', async () => {
  const program = `process.on('SIGTERM', () => process.exit(7)); console.log('up'); setInterval(() => {}, 1000)`;
  const runner = `import { runNode } from '${new URL('./run.mjs', import.meta.url).href}'; process.exitCode = await runNode(['-e', ${JSON.stringify(program)}])`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', runner], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(parent.stdout, 'data');
  parent.kill('SIGTERM');
  expect(await once(parent, 'exit')).toEqual([7, null]);
});

test('what runs under npm ends with it, though npm tells only the shell between them', async () => {
  const program = `process.on('SIGTERM', () => (console.log('told'), process.exit(0))); console.log('up'); setInterval(() => {}, 1000)`;
  const runner = path.join(folder, 'runner.mjs');
  await writeFile(runner, `import { runNode } from '${new URL('./run.mjs', import.meta.url).href}'; await runNode(['-e', ${JSON.stringify(program)}])`);
  const shell = spawn('sh', ['-c', `'${process.execPath}' '${runner}'; true`], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, npm_lifecycle_event: 'start' } });
  let said = '';
  shell.stdout.on('data', (text) => (said += text));
  await once(shell.stdout, 'data');
  shell.kill('SIGTERM');
  await once(shell.stdout, 'end');
  expect(said).toBe('up\ntold\n');
});
