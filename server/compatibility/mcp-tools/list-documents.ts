import { ListDocumentsTool } from '#contracts/mcp';
import { listDocuments } from '../../ingestion/document.repository.ts';
import { getNamedKnowledgeBaseId } from '../../knowledge-bases/named-knowledge-bases.ts';
import { mcpTool } from '../mcp-tool.ts';

const pageSize = 100;

export const listDocumentsTool = mcpTool({
  id: 'list_documents',
  description: `List the documents of a knowledge base by name, ${pageSize} at a time.`,
  ...ListDocumentsTool,
  async run({ database }, { knowledgeBase, nameContains, page = 1 }, { principal }) {
    const id = await getNamedKnowledgeBaseId(database, principal, knowledgeBase);
    const { items, total } = await listDocuments(database, principal, id, { query: nameContains, page, pageSize, sort: 'name' });
    const documents = items.map(({ id: documentId, name, status, pageCount, createdAt }) => ({ id: documentId, name, status, pages: pageCount, createdAt }));
    const lines = documents.map((document) => `${document.name} (document ${document.id}, ${document.status})`);
    return { text: `${total} documents\n${lines.join('\n')}`, structured: { documents, total } };
  },
});
