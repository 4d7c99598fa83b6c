import { createChoices } from '../../crash/choices.ts';
import { checkInvariants } from '../../crash/invariants.ts';
import { uploadSome } from '../../crash/workload.ts';
import { createApiClient } from '../../testing/api-client.ts';
import { type RealServer, startServer } from '../../testing/real-server.ts';
import { auditFolder } from './audit-folder.ts';
import { layOutScene } from './scene.ts';
import { type Scene, steps } from './steps.ts';

export type CaseReport = {
  specification: string;
  /** The points that were reached. */
  reached: string[];
  /** How the server took it: it went on, died where it should, or did not start. */
  course: 'went on' | 'died' | 'did not start';
  problems: string[];
};

/** A case has little to parse, and starts two servers. */
const environment = { LOG_LEVEL: 'silent', PARSER_PROCESSES: '1' };

/** Where the disk refuses the log of the database, the server ends rather than promise what it cannot know. */
const endsServer = 'database.sync';

const hitsIn = (said: string) => [...said.matchAll(/^failpoint (\S+)$/gm)].map(([, name]) => name!);

async function findingsOf(server: RealServer, { keptId, ledger }: Scene, when: string): Promise<string[]> {
  const findings = await checkInvariants(createApiClient(server.url), keptId, ledger);
  return Object.entries(findings).flatMap(([kind, found]) => found.map((each) => `${when}, ${kind}: ${each}`));
}

/** What a step may fail with: the server being gone, or the answer that its trouble asks for. */
function judge(error: unknown, server: RealServer, step: string, effects: ReadonlySet<string>): string[] {
  if (!server.isRunning()) return effects.has('kill') ? [] : [`the server died in "${step}"`];
  const message = error instanceof Error ? error.message : String(error);
  const status = Number(/answered (\d+)/.exec(message)?.[1] ?? 0);
  const isBrokenOff = message.includes('broke off');
  const isAnswered = status === 507 ? effects.has('enospc') : status === 500 && (effects.has('throw') || effects.has('eio'));
  return isAnswered || isBrokenOff ? [] : [`"${step}" failed with ${message}`];
}

/** Does everything once; nothing is tried again by the client. */
async function work(server: RealServer, scene: Scene, effects: ReadonlySet<string>): Promise<string[]> {
  const problems: string[] = [];
  for (const step of steps) {
    try {
      await step.run(server.url, scene);
    } catch (error) {
      // A process that is being killed may still take some milliseconds to end.
      await new Promise((resolve) => setTimeout(resolve, 100));
      problems.push(...judge(error, server, step.name, effects));
      if (!server.isRunning()) return problems;
    }
  }
  return problems;
}

async function goOn(dataDir: string, scene: Scene): Promise<string[]> {
  const server = await startServer(dataDir, environment);
  const api = createApiClient(server.url);
  const problems = await findingsOf(server, scene, 'after the restart');
  await uploadSome(api, scene.keptId, scene.ledger, createChoices(99));
  problems.push(...(await findingsOf(server, scene, 'when work went on')));
  await fetch(`${server.url}/api/knowledge-bases/${scene.doomedId}`, { method: 'DELETE' });
  if ((await api.listKnowledgeBases()).some(({ id }) => id === scene.doomedId)) problems.push('a knowledge base cannot be deleted any more');
  const exitCode = await server.stop();
  if (exitCode !== 0) problems.push(`the server ended with ${exitCode}`);
  return [...problems, ...(await auditFolder(dataDir))];
}

/** A server that could not lay out its first database, then one that can, in the folder it left. @param specification as in the variable FAILPOINTS */
export async function runFirstStart(dataDir: string, specification: string): Promise<CaseReport> {
  const course = 'did not start';
  const said = await startServer(dataDir, { ...environment, FAILPOINTS: specification }).then(
    (server) => server.stop().then(() => 'The server started'),
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const reached = hitsIn(said);
  if (reached.length === 0) return { specification, reached, course, problems: [`not reached: ${said}`] };
  const problems = await layOutScene(dataDir).then(
    (scene) => goOn(dataDir, scene),
    (error: unknown) => [`after the restart: ${error instanceof Error ? error.message : String(error)}`],
  );
  return { specification, reached, course, problems };
}

/** @param specification as in the variable FAILPOINTS */
export async function runCase(dataDir: string, scene: Scene, specification: string): Promise<CaseReport> {
  const effects = new Set(specification.match(/(?<==)\w+/g));
  if (specification.includes(endsServer)) effects.add('kill');
  const problems: string[] = [];
  let said = '';
  let course: CaseReport['course'] = 'went on';
  try {
    const server = await startServer(dataDir, { ...environment, FAILPOINTS: specification });
    problems.push(...(await work(server, scene, effects)));
    if (server.isRunning()) problems.push(...(await findingsOf(server, scene, 'without a restart')));
    course = server.isRunning() ? 'went on' : 'died';
    await server.stop();
    said = server.said();
  } catch (error) {
    said = error instanceof Error ? error.message : String(error);
    course = 'did not start';
  }
  const reached = hitsIn(said);
  if (reached.length === 0) problems.push(`not reached${course === 'did not start' ? `: ${said}` : ''}`);
  try {
    problems.push(...(await goOn(dataDir, scene)));
  } catch (error) {
    problems.push(`after the restart: ${error instanceof Error ? error.message : String(error)}`);
  }
  return { specification, reached, course, problems };
}
