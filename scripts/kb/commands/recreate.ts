import { forEachChosen } from '../choose.ts';
import type { Command } from '../command.ts';
import { takeInFolder } from '../new-files.ts';
import { rebuildFromOriginals, retryFailed } from '../rebuild.ts';

export const recreate: Command = {
  name: 'recreate',
  summary: 'make chunks, vectors and index anew from the originals and the files of the folder; the present ones answer meanwhile',
  usage: '[-n name...] [-e embedding-model] [--from folder]',
  options: { from: { type: 'string' } },
  startsWork: true,
  run: (run) =>
    forEachChosen(run, async (knowledgeBase) =>
      Math.max(await rebuildFromOriginals(run, knowledgeBase), await retryFailed(run, knowledgeBase), await takeInFolder(run, knowledgeBase, 'all')),
    ),
};
