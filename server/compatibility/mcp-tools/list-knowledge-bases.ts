import { ListKnowledgeBasesTool } from '#contracts/mcp';
import { listNamedKnowledgeBases } from '../../knowledge-bases/named-knowledge-bases.ts';
import { mcpTool } from '../mcp-tool.ts';

export const listKnowledgeBasesTool = mcpTool({
  id: 'list_knowledge_bases',
  description: 'List the knowledge bases that can be searched and asked.',
  ...ListKnowledgeBasesTool,
  async run({ database }, _input, { principal }) {
    const knowledgeBases = (await listNamedKnowledgeBases(database, principal)).map(({ id, name, description, documentCount }) => ({
      id,
      name,
      description,
      documents: documentCount,
    }));
    const lines = knowledgeBases.map(({ name, description, documents }) => `${name} (${documents} documents) ${description}`.trim());
    return { text: lines.join('\n') || 'There are no knowledge bases.', structured: { knowledgeBases } };
  },
});
