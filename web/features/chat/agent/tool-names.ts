import type { Tool } from '#contracts/tool';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useWords } from '../../../lib/i18n/language.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';
import { useTools } from '../../../lib/queries.ts';

/** The name of a tool in words: ours for those built in, else the one its server gives, else its id. */
export function useToolName(): (id: string) => string {
  const names: Record<string, string> = useWords({ en, zh }).tools.names;
  const tools = useTools().data?.items ?? [];
  return (id) => (Object.hasOwn(names, id) ? names[id]! : labelOf(tools, id));
}

function labelOf(tools: readonly Tool[], id: string): string {
  return tools.find((tool) => tool.id === id)?.label ?? id.slice(id.indexOf('/') + 1);
}
