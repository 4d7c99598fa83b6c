import { SearchTool } from '#contracts/mcp';
import { mcpTool } from '../mcp-tool.ts';
import { chooseKnowledgeBaseIds } from './choose-knowledge-bases.ts';

export const searchTool = mcpTool({
  id: 'search',
  description: 'Find passages in the documents of knowledge bases, best first, each with its place. Nothing found means that the documents do not tell.',
  ...SearchTool,
  async run(context, { query, knowledgeBases, topK, filter }, { principal, signal }) {
    const ids = await chooseKnowledgeBaseIds(context.database, principal, knowledgeBases);
    const { hits } = await context.search(principal, ids, { query, topK, filter }, signal);
    const passages = hits.map(({ documentName: document, documentId, text, score, page, heading, start, end }) => ({
      document,
      documentId,
      text,
      score,
      page,
      heading,
      start,
      end,
    }));
    const blocks = passages.map(({ document, documentId, start, end, text }, index) => {
      return `[${index + 1}] ${document} (document ${documentId}, characters ${start} to ${end})\n${text}`;
    });
    return { text: blocks.join('\n\n') || 'No passage was found.', structured: { passages } };
  },
});
