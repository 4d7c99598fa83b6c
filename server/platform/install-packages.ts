import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from './errors.ts';

const maxOutputBytes = 4 * 1024 * 1024;

/** npm comes with Node, at one of these places beside it. */
async function findNpm(): Promise<string | undefined> {
  const beside = path.dirname(process.execPath);
  for (const place of ['../lib/node_modules', 'node_modules', '../share/nodejs']) {
    const file = path.join(beside, place, 'npm/bin/npm-cli.js');
    if (await access(file).then(() => true, () => false)) return file;
  }
  return undefined;
}

export type PackageInstall = {
  /** An empty folder. */
  folder: string;
  /** With exact versions, as `name@1.2.3`. */
  packages: readonly string[];
  /** That of this process when left out. */
  environment?: NodeJS.ProcessEnv;
  timeoutMs: number;
};

/** Installs packages into a folder of their own. None of their scripts runs, and nothing optional comes along. @throws AppError timed_out, unavailable */
export async function installPackages({ folder, packages, environment, timeoutMs }: PackageInstall): Promise<void> {
  const args = ['install', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder, ...packages];
  const npm = await findNpm();
  const [program, given] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  const options = { cwd: folder, env: environment, timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: maxOutputBytes, windowsHide: true } as const;
  await new Promise<void>((resolve, reject) => {
    execFile(program, given, options, (error, _output, complaint) => {
      if (!error) return resolve();
      if (error.killed) return reject(new AppError('timed_out', `npm took longer than ${Math.round(timeoutMs / 60_000)} minutes`));
      const problems = complaint.split('\n').filter((line) => /^npm (error|ERR!)/.test(line));
      const said = problems.map((line) => line.replace(/^npm (error|ERR!)\s*(code\s+)?/, '').trim()).filter(Boolean);
      reject(new AppError('unavailable', said.slice(0, 3).join('; ') || error.message));
    });
  });
}
