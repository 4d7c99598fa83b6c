import { join, win32 } from 'node:path';
import { resolveModelPath } from '../../models/local/model-files.ts';
import { AppError } from '../../platform/errors.ts';
import { localAdministrator } from '../../platform/principal.ts';
import type { SqlValue } from '../../platform/sql.ts';
import { systemScope } from '../archive/format.ts';
import { readArchiveRows, type UnpackBudget } from '../archive/row-reader.ts';
import type { ArchiveRow, ArchiveTable } from '../archive/rows.ts';
import { damagedArchive } from '../archive/tar-reader.ts';
import { withParents } from './message-parents.ts';
import { insertArchiveRows, putRows } from './put-rows.ts';
import type { ReceivedArchive } from './receive-archive.ts';
import type { RestoreContext } from './restore-knowledge-base.ts';

const rowsOf = <Table extends ArchiveTable>(archive: ReceivedArchive, table: Table, budget: UnpackBudget) =>
  readArchiveRows(table, archive.parts.get(`${systemScope}/${table}`) ?? [], budget);

/** A whole system goes into an empty data folder only: there its rows can have the ids they had. @throws AppError conflict */
export async function requireEmptySystem({ database }: RestoreContext): Promise<void> {
  const { client } = database;
  const counts = await Promise.all([client.knowledgeBase.count(), client.conversation.count(), client.provider.count()]);
  if (counts.some((count) => count > 0)) {
    throw new AppError('conflict', 'The data folder is not empty', { hint: 'Set DATA_DIR to an empty folder and restore into that.' });
  }
}

/** The rows beside the knowledge bases belong to each other. @throws AppError invalid_request */
export async function verifySystem(archive: ReceivedArchive, budget: UnpackBudget): Promise<void> {
  const conversations = new Set<string>();
  const messages = new Set<string>();
  const requireKnown = (ids: ReadonlySet<string>, id: string) => {
    if (!ids.has(id)) throw damagedArchive('is not whole: a message or its feedback belongs to nothing');
  };
  for await (const { id } of rowsOf(archive, 'Conversation', budget)) conversations.add(id);
  for await (const { id, conversationId } of rowsOf(archive, 'Message', budget)) {
    requireKnown(conversations, conversationId);
    messages.add(id);
  }
  for await (const { messageId } of rowsOf(archive, 'Feedback', budget)) requireKnown(messages, messageId);
  const prompts = new Set<string>();
  for await (const { id } of rowsOf(archive, 'Prompt', budget)) prompts.add(id);
  for await (const { promptId } of rowsOf(archive, 'PromptVersion', budget)) {
    if (!prompts.has(promptId)) throw damagedArchive('is not whole: a version belongs to no prompt');
  }
  for (const table of ['Setting', 'Provider', 'ToolSetup', 'ToolServer', 'LocalModel'] as const) for await (const row of rowsOf(archive, table, budget)) void row;
}

async function putTable(context: RestoreContext, archive: ReceivedArchive, table: ArchiveTable, budget: UnpackBudget, besides: Record<string, SqlValue> = {}): Promise<void> {
  await putRows(context, rowsOf(archive, table, budget), (sql, rows) => insertArchiveRows(sql, table, rows as Record<string, SqlValue>[], besides));
}

/** In the models folder, or where it was, or else where its files will be found when they are laid into that folder. */
async function withPathHere({ config: { modelsDir } }: RestoreContext, row: ArchiveRow<'LocalModel'>): Promise<ArchiveRow<'LocalModel'>> {
  const inFolder = join(modelsDir, win32.basename(row.path));
  const path = await resolveModelPath(modelsDir, undefined, inFolder).catch(() => resolveModelPath(modelsDir, undefined, row.path)).catch(() => inFolder);
  return { ...row, path };
}

/** Before the knowledge bases, which need the providers of their models. Keys, of providers, tools, persons and programs, are in no backup. */
export async function putSettings(context: RestoreContext, archive: ReceivedArchive, budget: UnpackBudget): Promise<void> {
  await context.database.write(async (transaction) => {
    await transaction.setting.deleteMany();
    await transaction.prompt.deleteMany();
    await transaction.toolSetup.deleteMany();
    await transaction.toolServer.deleteMany();
    await transaction.localModel.deleteMany();
  });
  for (const table of ['Setting', 'Provider', 'Prompt', 'PromptVersion', 'ToolSetup'] as const) await putTable(context, archive, table, budget);
  // It starts a program, or reaches a host, that the archive names: a person is to look at it before.
  await putTable(context, archive, 'ToolServer', budget, { isOn: 0 });
  await putRows(context, rowsOf(archive, 'LocalModel', budget), async (sql, rows) =>
    insertArchiveRows(sql, 'LocalModel', await Promise.all(rows.map((row) => withPathHere(context, row)))),
  );
}

export async function putConversations(context: RestoreContext, archive: ReceivedArchive, budget: UnpackBudget): Promise<void> {
  await putTable(context, archive, 'Conversation', budget, { ownerId: localAdministrator.userId });
  await putRows(context, withParents(rowsOf(archive, 'Message', budget)), (sql, rows) => insertArchiveRows(sql, 'Message', rows));
  await putTable(context, archive, 'Feedback', budget);
}
