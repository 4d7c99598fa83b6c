import { chooseKnowledgeBases } from '../choose.ts';
import type { Command } from '../command.ts';

export const list: Command = {
  name: 'list',
  summary: 'knowledge bases with the number of their documents and chunks',
  usage: '[-n name...]',
  startsWork: false,
  async run({ api, given, say }) {
    for (const { id, name, documentCount, failedCount, chunkCount } of await chooseKnowledgeBases({ api }, given.names)) {
      say(`${id}  ${documentCount} documents  ${failedCount} failed  ${chunkCount} chunks  ${name}`);
    }
    return 0;
  },
};
