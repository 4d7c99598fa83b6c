import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer } from '../testing/real-server.ts';
import { openCanary } from './canary.ts';
import { hostileFamilies } from './hostile/index.ts';
import { runHostile, type Verdict } from './run-hostile.ts';

/*
 * Every hostile document beside sound ones, on a real server: npx tsx scripts/robustness/hostile.ts [part of a family's or file's name]
 */
const loopbackOnly = `--import=${new URL('../testing/loopback-only.mjs', import.meta.url).href}`;

function line({ family, name, outcome, seconds, sizeBytes, problems }: Verdict): string {
  const answer = outcome === 'ready' ? 'ready' : `${outcome.code}: ${outcome.message.slice(0, 90)}`;
  const size = `${(sizeBytes / 1024 / 1024).toFixed(1)} MB`;
  return `${problems.length > 0 ? 'BAD ' : 'ok  '} ${family.padEnd(14)} ${JSON.stringify(name).slice(0, 40).padEnd(40)} ${size.padStart(9)} ${seconds.toFixed(1).padStart(6)} s  ${answer}${problems.map((each) => `\n     ${each}`).join('')}`;
}

const wanted = process.argv[2] ?? '';
const folder = await mkdtemp(path.join(tmpdir(), 'lectern-hostile-'));
try {
  await using canary = await openCanary(folder);
  const families = Object.entries(hostileFamilies(canary)).map(([family, files]) => [family, files.filter((file) => `${family} ${file.name}`.includes(wanted))] as const);
  const server = await startServer(path.join(folder, 'data'), { MAX_UPLOAD_MB: '1100', NODE_OPTIONS: loopbackOnly });
  const report = await runHostile(server, canary, Object.fromEntries(families), (verdict) => console.log(line(verdict)));
  const bad = report.verdicts.filter(({ problems }) => problems.length > 0);
  const slowest = Math.max(...report.verdicts.map(({ seconds }) => seconds));
  console.log(`${report.verdicts.length} hostile documents, ${bad.length} with problems, slowest ${slowest.toFixed(1)} s`);
  console.log(`server at most ${report.serverPeakMb} MB, largest child ${Math.round(report.largestParserMb)} MB, requests seen: ${canary.requests.length}, slowest health answer ${report.slowestAnswerMs} ms`);
  console.log(server.said());
  for (const problem of report.problems) console.log(`BAD  ${problem}`);
  process.exitCode = bad.length + report.problems.length > 0 ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true });
}
