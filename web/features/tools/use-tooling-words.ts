import type { Tool } from '#contracts/tool';
import { tooling as en } from '../../lib/i18n/en/tooling.ts';
import { useWords } from '../../lib/i18n/language.ts';
import { tooling as zh } from '../../lib/i18n/zh/tooling.ts';

/** The words of tools and of the servers that bring some. */
export const useToolingWords = () => useWords({ en, zh });

/** What a tool does: in our words where it is built in, else in those of its server. */
export function useToolDescription(): (tool: Tool) => string {
  const { descriptions } = useToolingWords();
  return ({ id, description }) => (Object.hasOwn(descriptions, id) ? descriptions[id]! : description);
}
