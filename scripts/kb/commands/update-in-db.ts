import { forEachChosen } from '../choose.ts';
import type { Command } from '../command.ts';
import { takeInFolder } from '../new-files.ts';
import { rebuildFromOriginals } from '../rebuild.ts';

export const updateInDb: Command = {
  name: 'update-in-db',
  summary: 'make the vectors of known documents anew, with newer files of the folder where there are any',
  usage: '[-n name...] [-e embedding-model] [--from folder]',
  options: { from: { type: 'string' } },
  startsWork: true,
  run: (run) =>
    forEachChosen(run, async (knowledgeBase) =>
      Math.max(await takeInFolder(run, knowledgeBase, 'known'), await rebuildFromOriginals(run, knowledgeBase)),
    ),
};
