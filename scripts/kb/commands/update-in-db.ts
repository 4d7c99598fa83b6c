import { chooseKnowledgeBases } from '../choose.ts';
import type { Command } from '../command.ts';
import { takeInFolder } from '../new-files.ts';
import { rebuildFromOriginals } from '../rebuild.ts';

export const updateInDb: Command = {
  name: 'update-in-db',
  summary: 'make the vectors of known documents anew, with newer files of the folder where there are any',
  usage: '[-n name...] [-e embedding-model] [--from folder]',
  options: { from: { type: 'string' } },
  startsWork: true,
  async run(run) {
    let code = 0;
    for (const knowledgeBase of await chooseKnowledgeBases(run, run.given.names)) {
      code = Math.max(code, await takeInFolder(run, knowledgeBase, 'known'), await rebuildFromOriginals(run, knowledgeBase));
    }
    return code;
  },
};
