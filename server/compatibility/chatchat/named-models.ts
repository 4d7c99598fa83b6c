import type { Model, ModelKind } from '#contracts/model';
import { listModels } from '../../models/list-models.ts';
import type { Database } from '../../platform/database.ts';
import { notThere } from './failures.ts';

/** The id without what stands before its first slash, its provider: `qwen2.5:7b`. Built-in models have none. */
const plainNameOf = ({ id }: Model) => id.slice(id.indexOf('/') + 1);

/** The models of a kind by the names that clients use: the plain one where it is the only one of that name, else the id. */
export async function listNamedModels(database: Database, kind: ModelKind): Promise<Map<string, Model>> {
  const models = (await listModels(database, new Set())).filter((model) => model.kind === kind);
  const plain = models.map(plainNameOf);
  const isAlone = (name: string) => plain.indexOf(name) === plain.lastIndexOf(name);
  const byTalk = [...models].sort((left, right) => Number(right.converses) - Number(left.converses));
  return new Map(byTalk.map((model) => [isAlone(plainNameOf(model)) ? plainNameOf(model) : model.id, model]));
}

/** By its id or its plain name. */
export async function findNamedModel(database: Database, kind: ModelKind, name: string): Promise<Model | undefined> {
  const named = await listNamedModels(database, kind);
  return named.get(name) ?? [...named.values()].find((model) => model.id === name || plainNameOf(model) === name);
}

/** @throws AppError not_found */
export async function getNamedModel(database: Database, kind: ModelKind, name: string): Promise<Model> {
  const model = await findNamedModel(database, kind, name);
  if (!model) throw notThere(`未找到模型 ${name}`);
  return model;
}
