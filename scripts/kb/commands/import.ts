import path from 'node:path';
import { listFolder } from '../../../server/knowledge-bases/folders/list-folder.ts';
import { ensureKnowledgeBase } from '../choose.ts';
import { type Command, Misused } from '../command.ts';
import { documentNameOf } from '../content-folder.ts';
import { takeInFiles } from '../take-in.ts';

export const importFolder: Command = {
  name: 'import',
  summary: 'take in the files of a folder and of the folders in it',
  usage: '<folder> [--kb name] [-e embedding-model]',
  options: { kb: { type: 'string' } },
  startsWork: true,
  async run(run) {
    const [given] = run.given.words;
    if (given === undefined || run.given.words.length > 1) throw new Misused('Name one folder');
    const folder = path.resolve(given);
    const { files, skipped } = await listFolder(folder);
    for (const entry of skipped) run.say(`${entry.path}: left out, ${entry.reason}`);
    const { id } = await ensureKnowledgeBase(run, run.given.texts.kb ?? path.basename(folder), '', run.given.texts['embed-model']);
    return takeInFiles(run, id, files.map((file) => ({ name: documentNameOf(file.path), file: file.absolutePath })), 'replace');
  },
};
