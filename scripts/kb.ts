import path from 'node:path';
import { audit } from '../server/maintenance/doctor/audit.ts';
import { loadConfig } from '../server/platform/config.ts';
import { openDatabase } from '../server/platform/database.ts';
import { messageOf } from '../server/platform/errors.ts';
import { createFileStore } from '../server/platform/files.ts';

const usage = `npm run kb -- <command>

  list     knowledge bases with the number of their documents and chunks
  doctor   compare database, keyword rows, vectors and files; exit code 1 when something is wrong

Reads the same environment as the server, which may be running.`;

const migrationsDir = path.join(import.meta.dirname, '../prisma/migrations');

async function run(command: string | undefined): Promise<number> {
  if (command !== 'list' && command !== 'doctor') {
    process.stdout.write(`${usage}\n`);
    return command === undefined || command === 'help' ? 0 : 2;
  }
  const config = loadConfig();
  await using database = await openDatabase({ url: config.databaseUrl, migrationsDir });
  if (command === 'list') {
    const rows = await database.client.knowledgeBase.findMany({ orderBy: { createdAt: 'asc' }, include: { _count: { select: { documents: true, chunks: true } } } });
    for (const { id, name, _count } of rows) process.stdout.write(`${id}  ${_count.documents} documents  ${_count.chunks} chunks  ${name}\n`);
    return 0;
  }
  const findings = await audit({ database, files: createFileStore({ root: config.dataDir }) });
  for (const { kind, knowledgeBaseId, subject } of findings) process.stdout.write(`${kind}  ${subject}  in knowledge base ${knowledgeBaseId}\n`);
  process.stdout.write(findings.length === 0 ? 'Everything agrees.\n' : `${findings.length} findings\n`);
  return findings.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await run(process.argv[2]);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
