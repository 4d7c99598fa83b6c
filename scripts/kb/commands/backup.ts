import { existsSync, statSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { chooseKnowledgeBases } from '../choose.ts';
import { type Command, Misused, type Run } from '../command.ts';

const safe = (name: string) => name.replace(/[^\p{L}\p{N} ._-]/gu, '_');
const nameOf = (name: string) => `${safe(name)} ${new Date().toISOString().slice(0, 10)}.lectern.tar`;

async function fetchTo({ api, say }: Run, address: string, name: string, target: string): Promise<void> {
  if (existsSync(target)) throw new Misused(`${target} is there already; a backup replaces no file`);
  const startedAtMs = Date.now();
  const unfinished = `${target}.part`;
  try {
    await api.download(address, unfinished);
    const handle = await open(unfinished, 'r+');
    await handle.sync().finally(() => handle.close());
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  const { size } = await stat(target);
  say(`${name}: ${(size / 1e6).toFixed(1)} MB in ${((Date.now() - startedAtMs) / 1_000).toFixed(1)} s  ${target}`);
}

export const backup: Command = {
  name: 'backup',
  summary: 'one archive per knowledge base named, or one of the whole system; a server may be running',
  usage: '[name...] --to <file or folder>',
  options: { to: { type: 'string' } },
  startsWork: false,
  async run(run) {
    const { given } = run;
    const names = [...given.words, ...given.names];
    if (given.texts.to === undefined) throw new Misused('Say where it goes: --to <file or folder>');
    const to = path.resolve(given.texts.to);
    const isFolder = existsSync(to) && statSync(to).isDirectory();
    if (names.length === 0) {
      await fetchTo(run, '/api/maintenance/backup', 'The whole system', isFolder ? path.join(to, nameOf('Lectern')) : to);
      return 0;
    }
    if (names.length > 1 && !isFolder) throw new Misused('Several knowledge bases go into a folder that is there');
    for (const { id, name } of await chooseKnowledgeBases(run, names)) {
      await fetchTo(run, `/api/knowledge-bases/${id}/backup`, name, isFolder ? path.join(to, nameOf(name)) : to);
    }
    return 0;
  },
};
