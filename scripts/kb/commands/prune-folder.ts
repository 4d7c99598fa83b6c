import { rm } from 'node:fs/promises';
import { chooseKnowledgeBases, contentFolderOf, listDocuments } from '../choose.ts';
import type { Command } from '../command.ts';
import { documentNameOf, findFiles } from '../content-folder.ts';

export const pruneFolder: Command = {
  name: 'prune-folder',
  summary: 'delete files of the folder that no document came from; only tells which without --yes',
  usage: '[-n name...] [--from folder] [--yes]',
  options: { from: { type: 'string' } },
  startsWork: false,
  async run(run) {
    let count = 0;
    for (const knowledgeBase of await chooseKnowledgeBases(run, run.given.names)) {
      const listing = await findFiles(contentFolderOf(run, knowledgeBase));
      if (!listing) continue;
      const known = new Set((await listDocuments(run.api, knowledgeBase.id)).map(({ name }) => name));
      for (const { path, absolutePath } of listing.files.filter((file) => !known.has(documentNameOf(file.path)))) {
        if (run.given.yes) await rm(absolutePath);
        run.say(`${knowledgeBase.name}: ${path}`);
        count += 1;
      }
    }
    run.say(run.given.yes ? `${count} files deleted` : `${count} files would be deleted; do it with --yes`);
    return 0;
  },
};
