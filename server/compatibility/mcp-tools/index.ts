import type { McpTool } from '../mcp-tool.ts';
import { askTool } from './ask.ts';
import { listDocumentsTool } from './list-documents.ts';
import { listKnowledgeBasesTool } from './list-knowledge-bases.ts';
import { readSourceTool } from './read-source.ts';
import { searchTool } from './search.ts';

export const mcpTools: readonly McpTool[] = [searchTool, askTool, listKnowledgeBasesTool, listDocumentsTool, readSourceTool];
