import type { Settings } from '#contracts/setting';
import type { AppContext } from '../../context.ts';
import { listNamedKnowledgeBases } from '../../knowledge-bases/named-knowledge-bases.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import type { Principal } from '../../platform/principal.ts';
import type { NamedKnowledgeBase } from '../../tools/tool.ts';
import type { Turn } from '../chat-mode.ts';
import type { TurnChoice } from '../turn-choice.ts';

type Context = Pick<AppContext, 'database' | 'chatModels' | 'tools' | 'approvals'>;

/** Those of the turn; where none is chosen, all that this person has. */
async function listSearched({ database }: Context, principal: Principal, { knowledgeBaseIds }: TurnChoice): Promise<NamedKnowledgeBase[]> {
  const all = await listNamedKnowledgeBases(database, principal);
  return knowledgeBaseIds.length === 0 ? all : all.filter(({ id }) => knowledgeBaseIds.includes(id));
}

/** One that was removed since gives way to the model of the turn. */
async function findAgentModel({ chatModels }: Context, principal: Principal, { agentModel }: Settings): Promise<ChatModel | undefined> {
  return agentModel === '' ? undefined : chatModels.get(agentModel, principal).catch(() => undefined);
}

/** How a turn opens its tools. */
export function toolsOf(context: Context, principal: Principal, choice: TurnChoice, settings: Settings): Pick<Turn, 'openTools'> {
  const { topK = settings.topK, scoreThreshold, filter, searchEngine } = choice;
  return {
    async openTools(asking) {
      const askModel = asking(await findAgentModel(context, principal, settings));
      const knowledgeBases = await listSearched(context, principal, choice);
      return context.tools.open(choice.tools, { principal, knowledgeBases, topK, scoreThreshold, filter, searchEngine, askModel });
    },
  };
}

/** How a turn asks a person, where there is one who follows it. */
export function approvalsOf({ approvals }: Context, turnId: string): Required<Pick<Turn, 'awaitDecision'>> {
  return { awaitDecision: (callId, signal) => approvals.wait(turnId, callId, signal) };
}
