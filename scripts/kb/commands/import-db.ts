import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Document } from '#contracts/document';
import type { ImportConversationsResponse, ImportedConversation } from '#contracts/maintenance';
import { Refused } from '../api.ts';
import { ensureKnowledgeBase } from '../choose.ts';
import { type Command, Misused, type Run } from '../command.ts';
import { documentNameOf, findFiles, openContentFolder } from '../content-folder.ts';
import { readConversations } from '../legacy/conversations.ts';
import { readCustomChunks } from '../legacy/custom-chunks.ts';
import { OldDatabase, textOf } from '../legacy/old-database.ts';
import { takeInFiles } from '../take-in.ts';

const conversationsPerRequest = 10;

async function importKnowledgeBase(run: Run, old: OldDatabase, root: string, name: string, description: string): Promise<number> {
  const { id } = await ensureKnowledgeBase(run, name, description, run.given.texts['embed-model']);
  const folder = openContentFolder(root, name);
  const { files, skipped } = (await findFiles(folder)) ?? { files: [], skipped: [] };
  for (const entry of skipped) run.say(`${entry.path}: left out, ${entry.reason}`);
  run.say(`${name}: ${files.length} files in ${folder}`);
  const custom = await readCustomChunks(old, name);
  const supply = async (documentName: string, documentId: string) => {
    const texts = custom.get(documentName);
    if (texts?.length === 0) run.say(`${documentName}: the chunks that were supplied for it are not in the old database; it is split anew`);
    if (texts && texts.length > 0) await run.api.send<Document>('PUT', `/api/documents/${documentId}/chunks`, { chunks: texts.map((text) => ({ text })) });
  };
  return takeInFiles(run, id, files.map((file) => ({ name: documentNameOf(file.path), file: file.absolutePath })), 'replace', supply);
}

async function importAllConversations({ api, say }: Run, old: OldDatabase): Promise<void> {
  let added = 0;
  let known = 0;
  let waiting: ImportedConversation[] = [];
  const send = async () => {
    if (waiting.length === 0) return;
    const counted = await api.send<ImportConversationsResponse>('POST', '/api/maintenance/conversations', { conversations: waiting });
    added += counted.added;
    known += counted.known;
    waiting = [];
  };
  for await (const conversation of readConversations(old)) {
    waiting.push(conversation);
    if (waiting.length >= conversationsPerRequest) await send();
  }
  await send();
  say(`${added} conversations added, ${known} there already`);
}

export const importDb: Command = {
  name: 'import-db',
  summary: 'take over knowledge bases, their files and conversations of the old system; doing it again adds nothing',
  usage: '<info.db> [-n name...] [-e embedding-model]',
  startsWork: true,
  async run(run) {
    const [given] = run.given.words;
    if (given === undefined || run.given.words.length > 1) throw new Misused('Name the database of the old system: info.db');
    const file = path.resolve(given);
    if (!existsSync(file)) throw new Misused(`There is no file ${file}`);
    using old = new OldDatabase(file);
    let code = 0;
    for await (const row of old.rows('knowledge_base', ['kb_name', 'kb_info'])) {
      const name = textOf(row.kb_name);
      if (run.given.names.length > 0 && !run.given.names.includes(name)) continue;
      try {
        code = Math.max(code, await importKnowledgeBase(run, old, path.dirname(file), name, textOf(row.kb_info)));
      } catch (error) {
        if (!(error instanceof Refused || error instanceof Misused)) throw error;
        run.say(`${name}: failed: ${error.message}`);
        code = 1;
      }
    }
    await importAllConversations(run, old);
    return code;
  },
};
