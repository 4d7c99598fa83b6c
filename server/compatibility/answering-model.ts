import type { TurnOptions } from '#contracts/conversation';
import type { ModelCatalog } from '../models/model-catalog.ts';
import { getNamedKnowledgeBaseId } from '../knowledge-bases/named-knowledge-bases.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';

export const knowledgeBasePrefix = 'kb:';
/** Names the chat model that the settings choose. */
export const defaultModelName = 'default';

/** What is not found by its name was named by the field `model`. */
export function asModel(error: unknown): never {
  if (error instanceof AppError && error.code === 'not_found') {
    throw new AppError('not_found', error.message, { field: 'model', hint: 'GET /v1/models lists what there is.' }, { cause: error });
  }
  throw error;
}

/** What a turn must choose to be answered by this model, or from this knowledge base. @throws AppError not_found */
export async function chooseAnswering(
  { database, chatModels }: { database: Database } & Pick<ModelCatalog, 'chatModels'>,
  principal: Principal,
  model: string,
): Promise<Pick<TurnOptions, 'mode' | 'model' | 'knowledgeBaseIds'>> {
  if (model.startsWith(knowledgeBasePrefix)) {
    const id = await getNamedKnowledgeBaseId(database, principal, model.slice(knowledgeBasePrefix.length)).catch(asModel);
    return { mode: 'knowledge-base', knowledgeBaseIds: [id] };
  }
  if (model === defaultModelName) return { mode: 'llm' };
  await chatModels.get(model).catch(asModel);
  return { mode: 'llm', model };
}
