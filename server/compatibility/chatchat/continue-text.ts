import type { CompletionRequest } from '#contracts/chatchat';
import type { RunningTurn } from '../../chat/turn-registry.ts';
import type { AppContext } from '../../context.ts';
import type { Principal } from '../../platform/principal.ts';
import { beginUnstoredTurn } from '../unstored-turn.ts';
import { getNamedModel } from './named-models.ts';

/** The text as the only message, without instructions; nothing is kept of it. @throws AppError when it cannot begin */
export async function continueText(context: AppContext, principal: Principal, request: CompletionRequest, signal: AbortSignal): Promise<RunningTurn> {
  const { query: text, model_name, temperature, max_tokens, stream } = request;
  const model = model_name ? (await getNamedModel(context.database, 'chat', model_name)).id : undefined;
  const maxTokens = max_tokens && max_tokens > 0 ? max_tokens : undefined;
  const turn = { mode: 'llm' as const, text, model, temperature, maxTokens, stream };
  return beginUnstoredTurn(context, { principal, request: turn, earlier: [], instructions: '' }, signal);
}
