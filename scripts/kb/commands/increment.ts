import { forEachChosen } from '../choose.ts';
import type { Command } from '../command.ts';
import { takeInFolder } from '../new-files.ts';

export const increment: Command = {
  name: 'increment',
  summary: 'take in the files of the folder that are not in the database yet',
  usage: '[-n name...] [--from folder]',
  options: { from: { type: 'string' } },
  startsWork: true,
  run: (run) => forEachChosen(run, (knowledgeBase) => takeInFolder(run, knowledgeBase, 'new')),
};
