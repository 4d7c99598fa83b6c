import type { AppContext } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';

/** What the old server called them; Zilliz is Milvus in the cloud. Its plain files are what is usual here. */
const formerNames: Readonly<Record<string, string | undefined>> = { faiss: undefined, default: undefined, milvus: 'milvus', zilliz: 'milvus', pg: 'pgvector', es: 'elasticsearch' };

/** The store of a knowledge base that is to be created; undefined for the usual one. @throws AppError unsupported when there is none of that name here */
export function findStoreId({ indexes }: Pick<AppContext, 'indexes'>, type: string): string | undefined {
  const name = type.toLowerCase();
  const id = Object.hasOwn(formerNames, name) ? formerNames[name] : name;
  if (id === undefined) return undefined;
  try {
    indexes.stores.requireStore(id);
    return id;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError('unsupported', `创建知识库出错： ${error.message}`, error.details, { cause: error });
  }
}
