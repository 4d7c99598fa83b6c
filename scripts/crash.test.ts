import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { checkInvariants, type Findings } from './crash/invariants.ts';
import { createChoices } from './crash/choices.ts';
import { createLedger, workUntilGone } from './crash/workload.ts';
import { createApiClient } from './testing/api-client.ts';
import { type RealServer, spawnServer, startServer } from './testing/real-server.ts';

/** CRASH_TRIALS and CRASH_SEED run more of them, or the same ones again. */
const trials = Number(process.env.CRASH_TRIALS ?? 10);
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const longestLifeMs = 1_500;
const sampleSize = 6;

async function killWhileStarting(dataDir: string, afterMs: number): Promise<void> {
  const { child } = spawnServer(dataDir);
  const exit = new Promise((resolve) => child.once('exit', resolve));
  await pause(afterMs);
  child.kill('SIGKILL');
  await exit;
}

test(`a server killed ${trials} times at random instants keeps every promise (CRASH_SEED=${seed})`, { timeout: trials * 30_000 }, async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lectern-crash-'));
  const choices = createChoices(seed);
  const ledger = createLedger();
  const total: Findings = { lost: [], duplicated: [], orphaned: [] };
  let server: RealServer = await startServer(dataDir);
  const { id } = await createApiClient(server.url).createKnowledgeBase({ name: 'Crash', chunkSize: 300, chunkOverlap: 0 });

  for (let trial = 1; trial <= trials; trial++) {
    const gone = new AbortController();
    const work = workUntilGone(createApiClient(server.url), id, ledger, choices, gone.signal);
    await pause(choices.between(20, longestLifeMs));
    gone.abort();
    await server.kill();
    await work;

    if (trial % 10 === 0) await killWhileStarting(dataDir, choices.between(50, longestLifeMs));
    server = await startServer(dataDir);
    const ofThisTrial = [...ledger.touched].slice(-sampleSize);
    ledger.touched.clear();
    const findings = await checkInvariants(createApiClient(server.url), id, ledger, ofThisTrial);
    for (const kind of ['lost', 'duplicated', 'orphaned'] as const) total[kind].push(...findings[kind].map((each) => `trial ${trial}: ${each}`));
  }

  const everything = await checkInvariants(createApiClient(server.url), id, ledger);
  await server.stop();
  const { stdout: audit } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/kb.ts', 'doctor'], {
    env: { ...process.env, DATA_DIR: dataDir },
  }).catch((error: { stdout: string }) => error);
  await rm(dataDir, { recursive: true, force: true });
  console.log(`crash: ${trials} trials, ${ledger.acknowledged.size} documents kept, ${ledger.deleted.size} deleted`);
  expect(total).toEqual({ lost: [], duplicated: [], orphaned: [] });
  expect(everything).toEqual({ lost: [], duplicated: [], orphaned: [] });
  expect(audit).toBe('Everything agrees.\n');
});
