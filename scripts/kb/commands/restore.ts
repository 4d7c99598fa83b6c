import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { RestoredKnowledgeBase } from '#contracts/maintenance';
import { restoreSystem } from '../../../server/maintenance/restore/restore.ts';
import { localAdministrator } from '../../../server/platform/principal.ts';
import { type Command, Misused, type Run } from '../command.ts';

/** The first entry of an archive is its header, and says of what it is. */
async function isOfSystem(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1_024), 0, 1_024, 0);
    return buffer.subarray(0, bytesRead).includes('"kind":"system"');
  } finally {
    await handle.close();
  }
}

async function restoreAll({ context, say }: Run, file: string): Promise<void> {
  if (!context) throw new Misused('A whole system is restored into an empty data folder: stop the server, or set DATA_DIR to another one');
  const restored = await restoreSystem(context, createReadStream(file), localAdministrator, new AbortController().signal);
  for (const { name, documents, chunks } of restored) say(`${name}: ${documents} documents, ${chunks} chunks`);
  say('Enter the API keys of providers, tools and services again, and make new keys for programs: no backup holds them.');
  const [servers, models] = await Promise.all([context.toolServers.list(), context.localModels.list()]);
  if (servers.length > 0) say(`Tool servers are switched off until you have looked at them: ${servers.map(({ name }) => name).join(', ')}`);
  for (const { name, problem } of models) if (problem) say(`Local model ${name}: ${problem}`);
}

export const restore: Command = {
  name: 'restore',
  summary: 'a new knowledge base of an archive, or a whole system into an empty data folder',
  usage: '<file> [--as name] [-e embedding-model]',
  options: { as: { type: 'string' } },
  startsWork: false,
  async run(run) {
    const [given] = run.given.words;
    if (given === undefined || run.given.words.length > 1) throw new Misused('Name one archive');
    const file = path.resolve(given);
    if (await isOfSystem(file)) {
      await restoreAll(run, file);
      return 0;
    }
    const { as: name, 'embed-model': embeddingModel } = run.given.texts;
    const query = new URLSearchParams({ ...(name !== undefined && { name }), ...(embeddingModel !== undefined && { embeddingModel }) });
    const restored = await run.api.sendFile<RestoredKnowledgeBase>(`/api/knowledge-bases/restore?${query}`, file, 'application/x-tar');
    run.say(`${restored.name}: ${restored.documents} documents, ${restored.chunks} chunks`);
    return 0;
  },
};
