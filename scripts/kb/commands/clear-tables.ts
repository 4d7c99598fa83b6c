import type { Conversation } from '#contracts/conversation';
import type { List } from '#contracts/pagination';
import { chooseKnowledgeBases } from '../choose.ts';
import { type Command, Misused } from '../command.ts';

const pageSize = 100;

export const clearTables: Command = {
  name: 'clear-tables',
  summary: 'delete every knowledge base and every conversation, or the knowledge bases named; settings and providers stay',
  usage: '[-n name...] --yes',
  startsWork: true,
  async run({ api, given, say }) {
    if (!given.yes) throw new Misused('This deletes documents for good. Make a backup, then say --yes');
    const knowledgeBases = await chooseKnowledgeBases({ api }, given.names);
    for (const { id, name } of knowledgeBases) {
      await api.send('DELETE', `/api/knowledge-bases/${id}`);
      say(`${name}: deleted`);
    }
    let conversations = 0;
    while (given.names.length === 0) {
      const { items } = await api.get<List<Conversation>>(`/api/conversations?pageSize=${pageSize}`);
      for (const { id } of items) await api.send('DELETE', `/api/conversations/${id}`);
      conversations += items.length;
      if (items.length < pageSize) break;
    }
    say(`${knowledgeBases.length} knowledge bases and ${conversations} conversations deleted`);
    return 0;
  },
};
