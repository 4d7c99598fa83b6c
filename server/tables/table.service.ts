import { type TableList, type TableListQuery, tableDocumentsLimit, TableQuery, tableQueryMaxMs, type TableQueryResult } from '#contracts/table';
import type { AppContext } from '../context.ts';
import { requireKnowledgeBase } from '../knowledge-bases/knowledge-base.service.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import { remakeTables } from './remake-tables.ts';
import { readStatement } from './sql-statement.ts';
import { namesTableOf } from './table-names.ts';
import type { TableFile } from './table-protocol.ts';
import { sourcesOf } from './table-sources.ts';
import { listTabularDocuments, type TabularDocument } from './table.repository.ts';

type Context = Pick<AppContext, 'database' | 'files' | 'jobs' | 'tableReaders'>;

const tableFile = ({ files }: Context, knowledgeBaseId: string, { id, name, alias, originalId }: TabularDocument): TableFile => ({
  documentId: id,
  documentName: name,
  alias,
  path: files.tablesPath(knowledgeBaseId, originalId),
});

/** @throws AppError invalid_request when others are asked for than there are, or more than are asked at once */
function chooseDocuments(all: readonly TabularDocument[], names: ReadonlySet<string>, documentIds: readonly string[] | undefined): TabularDocument[] {
  const unknown = documentIds?.find((id) => !all.some((document) => document.id === id));
  if (unknown !== undefined) throw new AppError('invalid_request', `Document ${unknown} has no tables`, { field: 'documentIds', hint: 'The list of tables tells which have.' });
  const named = all.filter(({ id, alias }) => (documentIds?.includes(id) ?? true) && namesTableOf(alias, names));
  if (named.length <= tableDocumentsLimit) return named;
  throw new AppError('invalid_request', `The statement names tables of ${named.length} documents; at most ${tableDocumentsLimit} are asked at once`, {
    field: 'sql',
    hint: 'Ask about fewer documents at a time.',
  });
}

/** The tables that `queryTables` can be asked about, of one page of documents. Those that are missing are made anew. @throws AppError not_found */
export async function listTables(
  context: Context,
  principal: Principal,
  knowledgeBaseId: string,
  { page, pageSize, documentId }: TableListQuery,
  signal: AbortSignal,
): Promise<TableList> {
  await requireKnowledgeBase(context, principal, knowledgeBaseId);
  const all = await listTabularDocuments(context.database, knowledgeBaseId);
  const chosen = documentId === undefined ? all : all.filter(({ id }) => id === documentId);
  const documents = chosen.slice((page - 1) * pageSize, page * pageSize);
  if (documents.length === 0) return { items: [], total: chosen.length, remaking: [] };
  const files = documents.map((document) => tableFile(context, knowledgeBaseId, document));
  const { tables, unreadable } = await context.tableReaders.ask({ type: 'list', files }, tableQueryMaxMs, signal);
  const remade = documents.filter(({ id }) => unreadable.includes(id));
  await remakeTables(context, knowledgeBaseId, remade);
  return { items: tables, total: chosen.length, remaking: remade.map(({ id, name }) => ({ documentId: id, documentName: name })) };
}

/**
 * Answers one SELECT over tables of the knowledge base. Their files are opened for reading, in a process of its own.
 * @throws AppError invalid_request with SQLite's words and the field `sql`; not_ready while tables it names are made anew; timed_out, unsupported
 */
export async function queryTables(context: Context, principal: Principal, knowledgeBaseId: string, input: TableQuery, signal: AbortSignal): Promise<TableQueryResult> {
  const { sql: text, documentIds, limit, timeoutMs } = TableQuery.parse(input);
  await requireKnowledgeBase(context, principal, knowledgeBaseId);
  const { sql, names } = readStatement(text);
  const documents = chooseDocuments(await listTabularDocuments(context.database, knowledgeBaseId), names, documentIds);
  const files = documents.map((document) => tableFile(context, knowledgeBaseId, document));
  const { tables, unreadable, result } = await context.tableReaders.ask({ type: 'query', files, sql, limit }, timeoutMs, signal);
  const remade = documents.filter(({ id }) => unreadable.includes(id));
  if (remade.length > 0 || !result) {
    await remakeTables(context, knowledgeBaseId, remade);
    throw new AppError('not_ready', `The tables of ${remade.map(({ name }) => `"${name}"`).join(', ')} were missing and are being made anew`, { hint: 'Try again in a moment.' });
  }
  const named = tables.filter(({ name }) => names.has(name.toLowerCase()));
  return {
    ...result,
    sources: sourcesOf(result, named),
    tables: named.map(({ name, documentId, documentName, sheet }) => ({ name, documentId, documentName, sheet })),
  };
}
