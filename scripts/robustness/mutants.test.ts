import { expect, test } from 'vitest';
import { loaders } from '../../server/ingestion/loaders/index.ts';
import { openMutantPool, runMutants } from './mutants/run-mutants.ts';
import { seeds, seedsOf } from './mutants/seeds.ts';

/** scripts/robustness/mutants.ts tries as many as one likes. */
const mutantsPerLoader = 12;
/** Text recognition takes a second for each picture. */
const mutantsOfPictures = 4;

test('mutants of every format are parsed, or refused with a way out, and no parser dies of them', { timeout: 180_000 }, async () => {
  await using pool = openMutantPool();
  const problems: string[] = [];
  let tried = 0;
  for (const { id, extensions } of loaders.list()) {
    const count = id === 'image' ? mutantsOfPictures : mutantsPerLoader;
    const report = await runMutants(pool, seedsOf(id, extensions[0] ?? ''), count, 1);
    problems.push(...report.problems);
    tried += report.parsed + report.refused;
  }
  console.log(`mutants: ${tried} of ${loaders.list().length} formats`);
  expect(problems).toEqual([]);
});

test('every loader has a document to start from', () => {
  expect(loaders.list().map(({ id }) => id).filter((id) => !seeds[id])).toEqual([]);
});
