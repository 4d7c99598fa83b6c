import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listFailpoints } from './failpoints/failpoint-names.ts';
import { type CaseReport, runCase, runFirstStart } from './failpoints/run-case.ts';
import { copyScene, layOutScene } from './failpoints/scene.ts';

/*
 * Every failpoint with every effect, on a real server: npx tsx scripts/robustness/failpoints.ts [part of a case's name]
 */
const effects = ['throw', 'kill', 'enospc', 'eio'];
/** Points that a start passes already are tried once more where work passes them. */
const laterHit = 6;

const wanted = process.argv[2] ?? '';
const folder = await mkdtemp(path.join(tmpdir(), 'lectern-failpoints-'));
const reports: CaseReport[] = [];

/** Migrations have nothing left to do in a folder that was used. */
async function runIn(dataDir: string, template: string, scene: Parameters<typeof runCase>[1], specification: string): Promise<CaseReport> {
  if (specification.startsWith('migration')) return runFirstStart(dataDir, specification);
  await cp(template, dataDir, { recursive: true });
  return runCase(dataDir, copyScene(scene), specification);
}

async function tryCase(template: string, scene: Parameters<typeof runCase>[1], specification: string): Promise<CaseReport> {
  const dataDir = path.join(folder, 'case');
  const begun = Date.now();
  const report = await runIn(dataDir, template, scene, specification);
  // What the server started ends a moment after it.
  await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
  reports.push(report);
  const mark = report.problems.length > 0 ? 'BAD ' : 'ok  ';
  console.log(`${mark} ${specification.padEnd(32)} ${report.course.padEnd(14)} ${((Date.now() - begun) / 1_000).toFixed(1).padStart(5)} s${report.problems.map((each) => `\n     ${each}`).join('')}`);
  return report;
}

try {
  const template = path.join(folder, 'template');
  const scene = await layOutScene(template);
  for (const name of await listFailpoints()) {
    for (const effect of effects.filter((each) => `${name}=${each}`.includes(wanted))) {
      const { course } = await tryCase(template, scene, `${name}=${effect}`);
      if (course === 'did not start' && !name.startsWith('migration')) await tryCase(template, scene, `${name}=${effect}@${laterHit}`);
    }
  }
  const bad = reports.filter(({ problems }) => problems.length > 0);
  console.log(`${reports.length} cases, ${bad.length} with problems`);
  process.exitCode = bad.length > 0 ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true });
}
