import { passageCharsLimit, ReadSourceTool } from '#contracts/mcp';
import { getDocument, getDocumentText } from '../../ingestion/document.repository.ts';
import { AppError } from '../../platform/errors.ts';
import { mcpTool } from '../mcp-tool.ts';

export const readSourceTool = mcpTool({
  id: 'read_source',
  description: 'Read a part of the text of a document: the place a passage or a citation tells, with its surroundings.',
  ...ReadSourceTool,
  async run({ database }, { documentId, start, end, context = 0 }, { principal }) {
    if (end < start) throw new AppError('invalid_request', 'end must not be before start', { field: 'end' });
    const { name } = await getDocument(database, principal, documentId);
    const whole = await getDocumentText(database, principal, documentId);
    const stop = Math.min(end, start + passageCharsLimit);
    const before = whole.slice(Math.max(0, start - context), start);
    const text = whole.slice(start, stop);
    const after = whole.slice(stop, stop + context);
    return { text: before + text + after, structured: { document: name, before, text, after, totalChars: whole.length } };
  },
});
