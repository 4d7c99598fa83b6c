import { existsSync } from 'node:fs';
import path from 'node:path';
import { runNode, runNpm } from './run.mjs';
import { contentHash, isInstalled, isStamped, stamp } from './stamp.mjs';

/** A step that failed. Its message is the one line the user reads after the program's own output. */
export class StepFailed extends Error {}

async function step({ announcement, hint, work }) {
  console.log(`Lectern: ${announcement}`);
  const startedAt = performance.now();
  const code = await work();
  if (code !== 0) throw new StepFailed(`Lectern: this step failed (exit code ${code}). ${hint}`);
  console.log(`Lectern: done in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
}

/** A step that makes `output` from `sources`, left out while both are as they were after the last time. */
async function stepUnlessCurrent({ name, sources, output, ...rest }) {
  const hash = contentHash(sources);
  if (isStamped(name, hash) && existsSync(output)) return;
  await step(rest);
  stamp(name, hash);
}

/** Built against the headers beside Node, so nothing is downloaded; where a compiler or the headers are missing, the index is kept by usearch alone. */
async function buildHnswlibWherePossible() {
  const prefix = path.dirname(path.dirname(process.execPath));
  if (!existsSync(path.join(prefix, 'include/node/node.h'))) return;
  await runNpm(['rebuild', 'hnswlib-node'], { env: { npm_config_nodedir: prefix }, stdio: 'ignore', timeoutMs: 180_000 });
}

/**
 * Dependencies' own install scripts are never run: everything needed comes prebuilt, and some of them
 * would download from places an offline machine cannot reach.
 */
export async function installPackages() {
  if (isInstalled()) return;
  await step({
    announcement: 'installing packages with npm ci (a minute or two, once)...',
    hint: 'npm must reach its registry, see `npm config get registry`; README, "Offline", tells how to do without.',
    work: async () => {
      const code = await runNpm(['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']);
      if (code === 0) await buildHnswlibWherePossible();
      return code;
    },
  });
}

/** Prisma would download an engine that `generate` does not use; naming any existing program keeps it from that. */
export function generateDatabaseClient() {
  return stepUnlessCurrent({
    name: 'database-client',
    sources: ['prisma/schema.prisma', 'prisma.config.ts'],
    output: 'server/generated/prisma/client.ts',
    announcement: 'generating the database client...',
    hint: 'The message above names the line of prisma/schema.prisma.',
    work: () =>
      runNode(['node_modules/prisma/build/index.js', 'generate', '--no-hints'], {
        env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
      }),
  });
}

export function buildPage() {
  return stepUnlessCurrent({
    name: 'page',
    sources: ['web', 'server/contracts', 'knowledge_base/samples/questions.json', 'tsconfig.json', 'scripts/bootstrap/build-widget.mjs'],
    output: 'web/out/index.html',
    announcement: 'building the page (half a minute, after each change to it)...',
    hint: 'The message above names the file.',
    work: async () =>
      (await runNode(['node_modules/next/dist/bin/next', 'build', 'web'], { env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' } })) ||
      runNode(['scripts/bootstrap/build-widget.mjs']),
  });
}
