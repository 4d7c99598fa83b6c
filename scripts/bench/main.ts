import { messageOf } from '../../server/platform/errors.ts';

type Benchmark = (args: readonly string[]) => Promise<void>;

/** Each is loaded when asked for, since each brings engines along. */
const benchmarks: Record<string, () => Promise<Benchmark>> = {
  parse: async () => (await import('./parse.ts')).benchParse,
  search: async () => (await import('./vectors.ts')).benchSearch,
  'add-vectors': async () => (await import('./vectors.ts')).benchAdd,
  add: async () => (await import('./add-document.ts')).benchAddDocument,
  ingest: async () => (await import('./ingest.ts')).benchIngest,
  stream: async () => (await import('./stream.ts')).benchStream,
};

const [name = '', ...args] = process.argv.slice(2);
const load = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
if (!load) {
  console.error(`Usage: npm run bench -- ${Object.keys(benchmarks).join('|')} [what to run it on]`);
  process.exitCode = 2;
} else {
  try {
    await (await load())(args);
  } catch (error) {
    console.error(messageOf(error));
    process.exitCode = 1;
  }
}
