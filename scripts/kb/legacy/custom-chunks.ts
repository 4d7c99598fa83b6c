import { type OldDatabase, textOf } from './old-database.ts';

/** Where those keep the text who keep it in the database at all; the old system itself has it in its vector store. */
const textKeys = ['page_content', 'content', 'text'] as const;

function textIn(json: string): string {
  try {
    const meta = JSON.parse(json) as Record<string, unknown>;
    const value = textKeys.map((key) => meta[key]).find((each) => typeof each === 'string');
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}

/** The chunks that somebody supplied for files of a knowledge base, by file name; none where their text is not there. */
export async function readCustomChunks(old: OldDatabase, knowledgeBase: string): Promise<Map<string, string[]>> {
  const custom = new Map<string, string[]>();
  for await (const row of old.rows('knowledge_file', ['kb_name', 'file_name', 'custom_docs'])) {
    if (row.kb_name === knowledgeBase && Number(row.custom_docs) === 1) custom.set(textOf(row.file_name), []);
  }
  for await (const row of old.rows('file_doc', ['kb_name', 'file_name', 'meta_data', ...textKeys])) {
    if (row.kb_name !== knowledgeBase) continue;
    const text = textKeys.map((key) => textOf(row[key])).find(Boolean) ?? textIn(textOf(row.meta_data));
    if (text.trim() !== '') custom.get(textOf(row.file_name))?.push(text);
  }
  return custom;
}
