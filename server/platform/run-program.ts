import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from './errors.ts';

/** Where systems install programs. Fixed, since processes that parse documents have no PATH. */
export const programFolders: readonly string[] = [
  '/usr/bin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
  '/opt/local/bin',
  'C:\\Program Files\\Tesseract-OCR',
];

/** The full path of an installed program. */
export async function findProgram(name: string, folders: readonly string[] = programFolders): Promise<string | undefined> {
  for (const folder of folders) {
    for (const file of [path.join(folder, name), path.join(folder, `${name}.exe`)]) {
      const isThere = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return file;
    }
  }
  return undefined;
}

export type ProgramRun = {
  program: string;
  args: readonly string[];
  input?: Uint8Array;
  environment?: NodeJS.ProcessEnv;
  timeoutMs: number;
  maxOutputBytes: number;
};

/**
 * Runs an installed program without a shell, and gives what it writes to its standard output.
 * @throws AppError timed_out, or unsupported with what the program complained about
 */
export async function runProgram({ program, args, input, environment = {}, timeoutMs, maxOutputBytes }: ProgramRun): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const options = { env: environment, timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: maxOutputBytes, windowsHide: true } as const;
    const child = execFile(program, args, options, (error, output, complaint) => {
      const name = path.basename(program);
      if (!error) resolve(output);
      else if (error.killed) reject(new AppError('timed_out', `${name} took longer than ${Math.round(timeoutMs / 1000)} s`));
      else reject(new AppError('unsupported', `${name} failed: ${complaint.trim().split('\n')[0] || error.message}`));
    });
    // A program that ends early closes its input.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
