import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startServer } from '../testing/real-server.ts';
import { openCanary } from './canary.ts';
import { hostileFamilies } from './hostile/index.ts';
import { runHostile } from './run-hostile.ts';

/** Of each family the first that are quick; scripts/robustness/hostile.ts tries all. */
const filesPerFamily = 5;

test('hostile documents are answered one by one, and the sound ones beside them are found', { timeout: 180_000 }, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-hostile-'));
  await using canary = await openCanary(folder);
  const quick = Object.entries(hostileFamilies(canary)).map(([family, files]) => [family, files.filter((file) => file.isQuick).slice(0, filesPerFamily)] as const);
  const server = await startServer(path.join(folder, 'data'));
  const { verdicts, problems, serverPeakMb } = await runHostile(server, canary, Object.fromEntries(quick));
  await rm(folder, { recursive: true, force: true });
  const bad = verdicts.flatMap(({ family, name, problems: found }) => found.map((problem) => `${family}, ${name}: ${problem}`));
  console.log(`hostile: ${verdicts.length} documents, server at most ${serverPeakMb} MB`);
  expect([...bad, ...problems]).toEqual([]);
  expect(verdicts.length).toBeGreaterThan(50);
});
