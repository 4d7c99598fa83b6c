import { z } from 'zod';
import type { SqlTable, TableQueryResult } from '#contracts/table';
import { AppError } from '../../platform/errors.ts';
import { defineTool, type NamedKnowledgeBase, type ToolCallContext } from '../tool.ts';

const knowledgeBasesLimit = 10;
const documentsLimit = 50;
const rowsLimit = 100;

function chosen({ knowledgeBases }: ToolCallContext, name: string | undefined): readonly NamedKnowledgeBase[] {
  if (!name) return knowledgeBases.slice(0, knowledgeBasesLimit);
  const wanted = name.trim().toLowerCase();
  const found = knowledgeBases.filter((each) => each.id === name || each.name.toLowerCase() === wanted);
  if (found.length > 0) return found;
  const known = knowledgeBases.map((each) => each.name).join(', ');
  throw new AppError('not_found', `There is no knowledge base named "${name}"`, { field: 'knowledgeBase', hint: `There are: ${known}.` });
}

const describeTable = ({ name, title, documentName, rowCount, columns }: SqlTable) =>
  `${name} (${documentName}${title && `, ${title}`}, ${rowCount} rows): ${columns.map((column) => `${column.name} ${column.type}`).join(', ')}`;

async function describeTables(context: ToolCallContext, knowledgeBases: readonly NamedKnowledgeBase[]): Promise<string> {
  const query = { page: 1, pageSize: documentsLimit };
  const lists = await Promise.all(knowledgeBases.map(({ id }) => context.listTables(context.principal, id, query, context.signal)));
  const parts = knowledgeBases.flatMap(({ name }, index) => {
    const { items, total } = lists[index]!;
    const rest = total > documentsLimit ? [`and tables of ${total - documentsLimit} more documents`] : [];
    return items.length === 0 ? [] : [`Knowledge base ${name}:`, ...items.map(describeTable), ...rest];
  });
  return parts.length > 0 ? parts.join('\n') : 'There are no tables.';
}

const cell = (value: string | number | null) => (value === null ? '' : String(value).replace(/[\t\n]/g, ' '));

function renderResult({ columns, rows, truncated }: TableQueryResult): string {
  const lines = [columns.join('\t'), ...rows.map((row) => row.map(cell).join('\t'))];
  return `${lines.join('\n')}${truncated ? '\n(there are more rows)' : ''}`;
}

/** The first knowledge base that has the tables the statement names. */
async function answerFromOne(context: ToolCallContext, knowledgeBases: readonly NamedKnowledgeBase[], sql: string): Promise<TableQueryResult> {
  let failure: unknown = new AppError('not_found', 'There is no knowledge base to ask');
  for (const { id } of knowledgeBases) {
    try {
      return await context.queryTables(context.principal, id, { sql, limit: rowsLimit }, context.signal);
    } catch (error) {
      const isOfAnother = error instanceof AppError && /^no such table/.test(error.message);
      if (!isOfAnother) throw error;
      failure = error;
    }
  }
  throw failure;
}

export const tableQuery = defineTool({
  id: 'table-query',
  label: 'Tables',
  description:
    'Asks tables of spreadsheets and CSV files with SQL, exactly: sums, counts, averages, filters. Without `sql` it lists the tables and their columns; ' +
    'look there first. Takes one SELECT of SQLite; nothing can be changed.',
  input: z.object({
    sql: z.string().max(20_000).optional().describe('One SELECT; left out: the tables are listed'),
    knowledgeBase: z.string().max(100).optional().describe('Name of the knowledge base; left out: all of them'),
  }),
  textField: 'sql',
  defaults: { isOn: true, needsApproval: false },
  async run({ sql, knowledgeBase }, context) {
    const knowledgeBases = chosen(context, knowledgeBase);
    if (!sql?.trim()) return { text: await describeTables(context, knowledgeBases) };
    return { text: renderResult(await answerFromOne(context, knowledgeBases, sql)) };
  },
});
