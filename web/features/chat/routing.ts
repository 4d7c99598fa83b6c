import type { TurnOptions } from '#contracts/conversation';

/**
 * Knowledge bases chosen by the question, or by oneself. Among fewer than two there is nothing to choose, so all are asked; and
 * who chooses oneself begins with the one that is asked by default.
 */
export function routing(isOn: boolean, { knowledgeBaseIds }: { knowledgeBaseIds: readonly string[] }): TurnOptions {
  const { length } = knowledgeBaseIds;
  return {
    routeKnowledgeBases: isOn,
    ...(isOn && length < 2 ? { knowledgeBaseIds: [] } : {}),
    ...(!isOn && length === 0 ? { knowledgeBaseIds: undefined } : {}),
  };
}
