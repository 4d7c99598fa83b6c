import { randomUUID } from 'node:crypto';
import { LocalModelKind, LocalModelOptions } from '#contracts/local-model';
import type { LocalModel as LocalModelRow } from '../../generated/prisma/client.ts';
import type { Database } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import { refuseTakenName } from '../refuse-taken-name.ts';

export type StoredLocalModel = { id: string; name: string; kind: LocalModelKind; path: string; options: LocalModelOptions };
type Fields = Partial<Omit<StoredLocalModel, 'id'>>;

const fromRow = ({ id, name, kind, path, options }: LocalModelRow): StoredLocalModel => ({
  id,
  name,
  kind: LocalModelKind.parse(kind),
  path,
  options: LocalModelOptions.parse(JSON.parse(options)),
});

const toColumns = ({ options, ...columns }: Fields) => ({ ...columns, options: options && JSON.stringify(options) });

export async function listStoredModels(database: Database): Promise<StoredLocalModel[]> {
  return (await database.client.localModel.findMany({ orderBy: { createdAt: 'asc' } })).map(fromRow);
}

/** @throws AppError not_found */
export async function getStoredModel(database: Database, id: string): Promise<StoredLocalModel> {
  const row = await database.client.localModel.findUnique({ where: { id } });
  if (!row) throw new AppError('not_found', `Local model ${id} does not exist`);
  return fromRow(row);
}

/** @throws AppError conflict when the name is taken */
export async function insertStoredModel(database: Database, fields: Omit<StoredLocalModel, 'id'>): Promise<StoredLocalModel> {
  const data = { ...fields, id: randomUUID(), options: JSON.stringify(fields.options) };
  return fromRow(await refuseTakenName('local model', fields.name, () => database.write((transaction) => transaction.localModel.create({ data }))));
}

/** @throws AppError conflict when the name is taken */
export async function updateStoredModel(database: Database, id: string, fields: Fields): Promise<StoredLocalModel> {
  const data = toColumns(fields);
  return fromRow(await refuseTakenName('local model', fields.name, () => database.write((transaction) => transaction.localModel.update({ where: { id }, data }))));
}

export async function deleteStoredModel(database: Database, id: string): Promise<void> {
  await database.write((transaction) => transaction.localModel.deleteMany({ where: { id } }));
}
