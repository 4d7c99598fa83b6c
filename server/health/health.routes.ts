import { Readiness } from '#contracts/health';
import type { AppContext } from '../context.ts';
import { messageOf } from '../platform/errors.ts';
import { type Route, route } from '../platform/http.ts';

type Check = { ok: boolean; message?: string };

async function check(probe: () => Promise<string | undefined>): Promise<Check> {
  try {
    return { ok: true, message: await probe() };
  } catch (error) {
    return { ok: false, message: messageOf(error) };
  }
}

/** Whether the server can do its work: the database takes a write, the index process answers, the queue can be read. */
async function readiness(context: AppContext): Promise<Readiness> {
  const checks = {
    database: await check(async () => {
      const value = JSON.stringify(new Date());
      await context.database.write((transaction) =>
        transaction.setting.upsert({ where: { key: 'readiness' }, create: { key: 'readiness', value }, update: { value } }),
      );
      return undefined;
    }),
    indexes: await check(async () => {
      await context.indexes.ping();
      return `${context.indexes.status().length} open`;
    }),
    queue: await check(async () => `${await context.jobs.depth()} waiting or running`),
  };
  return { ready: Object.values(checks).every(({ ok }) => ok), checks };
}

/** Prometheus text form. */
async function metrics(context: AppContext): Promise<string> {
  const { client } = context.database;
  const [knowledgeBases, documents, chunks, jobs] = await Promise.all([
    client.knowledgeBase.count(),
    client.document.groupBy({ by: ['status'], _count: true }),
    client.chunk.count(),
    context.jobs.depth(),
  ]);
  const memory = process.memoryUsage();
  const gauge = (name: string, help: string, samples: [labels: string, value: number][]) =>
    [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...samples.map(([labels, value]) => `${name}${labels} ${value}`)].join('\n');
  return [
    gauge('lectern_knowledge_bases', 'Knowledge bases', [['', knowledgeBases]]),
    gauge('lectern_documents', 'Documents by status', documents.map(({ status, _count }) => [`{status="${status}"}`, _count])),
    gauge('lectern_chunks', 'Searchable chunks', [['', chunks]]),
    gauge('lectern_jobs', 'Jobs waiting or running', [['', jobs]]),
    gauge('lectern_resident_memory_bytes', 'Memory of the server process', [['', memory.rss]]),
    gauge('lectern_heap_used_bytes', 'JavaScript heap in use', [['', memory.heapUsed]]),
    gauge('lectern_uptime_seconds', 'Time since the server started', [['', Math.round(process.uptime())]]),
    '',
  ].join('\n');
}

export function healthRoutes(context: AppContext): Route[] {
  return [
    route({ method: 'get', path: '/healthz', access: 'anyone', summary: 'The process is alive', produces: 'text/plain', handle: () => 'ok' }),
    route({
      method: 'get',
      path: '/readyz',
      access: 'anyone',
      summary: 'Whether the server can do its work; 503 when it cannot',
      responds: Readiness,
      async handle({ raw }) {
        const answer = await readiness(context);
        if (!answer.ready) raw.response.status(503);
        return answer;
      },
    }),
    route({ method: 'get', path: '/metrics', access: 'anyone', summary: 'Gauges for Prometheus', produces: 'text/plain; version=0.0.4', handle: () => metrics(context) }),
  ];
}
