import type { PromptMode } from '#contracts/prompt';
import { prompting as en } from '../../lib/i18n/en/prompting.ts';
import { useText, useWords } from '../../lib/i18n/language.ts';
import { prompting as zh } from '../../lib/i18n/zh/prompting.ts';

/** The words of prompt templates. */
export const usePromptWords = () => useWords({ en, zh });

/** What the modes are called that templates are for. */
export function usePromptModes(): Record<PromptMode, string> {
  const { modes } = useText().chat;
  return { ...modes, completion: usePromptWords().completion };
}
