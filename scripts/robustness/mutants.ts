import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loaders } from '../../server/ingestion/loaders/index.ts';
import { openMutantPool, runMutants } from './mutants/run-mutants.ts';
import { type Seed, seedsOf } from './mutants/seeds.ts';

/*
 * Mutants of documents for every loader, in real parser processes:
 *   npx tsx scripts/robustness/mutants.ts [--count 10000] [--loader part of its id] [--folder of real files] [--keep folder for what failed] [--seed 1]
 */
const largestSeedBytes = 2_000_000;

const { values } = parseArgs({
  options: { count: { type: 'string' }, loader: { type: 'string' }, folder: { type: 'string' }, keep: { type: 'string' }, seed: { type: 'string' } },
});
const count = Number(values.count ?? 300);

async function filesWith(extensions: readonly string[]): Promise<Seed[]> {
  if (!values.folder) return [];
  const names = (await readdir(values.folder, { recursive: true })).filter((name) => extensions.includes(path.extname(name).toLowerCase()));
  const files = await Promise.all(names.map(async (name) => ({ name: path.basename(name), content: await readFile(path.join(values.folder!, name)) })));
  return files.filter(({ content }) => content.length <= largestSeedBytes);
}

async function keep(_problem: string, name: string, content: Uint8Array): Promise<void> {
  if (!values.keep) return;
  await mkdir(values.keep, { recursive: true });
  await writeFile(path.join(values.keep, `${Date.now()}-${name}`), content);
}

let problemCount = 0;
const pool = openMutantPool();
for (const { id, extensions } of loaders.list().filter((loader) => loader.id.includes(values.loader ?? ''))) {
  const seeds = [...seedsOf(id, extensions[0] ?? ''), ...(await filesWith(extensions))];
  const begun = Date.now();
  const { parsed, refused, killed, slowestMs, problems } = await runMutants(pool, seeds, count, Number(values.seed ?? 1), keep);
  const figures = `${parsed} parsed, ${refused} refused, ${killed} killed, slowest ${slowestMs} ms`;
  console.log(`${id.padEnd(18)} ${seeds.length} seeds, ${figures}, ${((Date.now() - begun) / 1_000).toFixed(0)} s, ${problems.length} problems`);
  for (const problem of problems.slice(0, 5)) console.log(`  ${problem}`);
  problemCount += problems.length;
}
await pool[Symbol.asyncDispose]();
process.exitCode = problemCount > 0 ? 1 : 0;
