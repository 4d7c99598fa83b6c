import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runNode } from './run.mjs';
import { serverArgs } from './server-args.mjs';
import { buildPage, generateDatabaseClient, installPackages, StepFailed } from './steps.mjs';

/** With the settings of `.env` where there is one. */
const configuredServerArgs = () => [...(existsSync('.env') ? ['--env-file=.env'] : []), ...serverArgs];

async function prepare(...steps) {
  for (const step of [installPackages, generateDatabaseClient, ...steps]) await step();
}

/** Types and rules, both sides at once; the exit code is that of the first that complained. */
async function check() {
  const codes = await Promise.all([
    runNode(['node_modules/typescript/bin/tsc', '-p', '.']),
    runNode(['node_modules/typescript/bin/tsc', '-p', 'web']).then(
      async (code) => code || runNode(['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0']),
    ),
  ]);
  return codes.find((code) => code !== 0) ?? 0;
}

const commands = {
  /** Packages and generated code, nothing run. */
  async install() {
    await prepare();
    return 0;
  },
  async build() {
    await prepare(buildPage);
    return 0;
  },
  async start(args) {
    await prepare(buildPage);
    return runNode([...configuredServerArgs(), ...args], { env: { NODE_ENV: 'production' } });
  },
  /** The server, started again at every change of its source. */
  async dev(args) {
    await prepare(buildPage);
    return runNode(['--watch', ...configuredServerArgs(), ...args]);
  },
  async test(args) {
    await prepare();
    return runNode(['node_modules/vitest/vitest.mjs', 'run', ...args]);
  },
  async check() {
    await prepare();
    return check();
  },
};

/** @returns {Promise<number>} exit code */
export async function runCommand(name, args) {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (!command) {
    console.error(`Usage: node scripts/bootstrap.mjs ${Object.keys(commands).join('|')}`);
    return 2;
  }
  process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
  try {
    return await command(args);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(error.message);
    return 1;
  }
}
