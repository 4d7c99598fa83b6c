import { chooseKnowledgeBases } from '../choose.ts';
import type { Command } from '../command.ts';
import { takeInFolder } from '../new-files.ts';

export const increment: Command = {
  name: 'increment',
  summary: 'take in the files of the folder that are not in the database yet',
  usage: '[-n name...] [--from folder]',
  options: { from: { type: 'string' } },
  startsWork: true,
  async run(run) {
    let code = 0;
    for (const knowledgeBase of await chooseKnowledgeBases(run, run.given.names)) code = Math.max(code, await takeInFolder(run, knowledgeBase, 'new'));
    return code;
  },
};
