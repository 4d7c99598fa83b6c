import { translating as en } from '../../lib/i18n/en/translating.ts';
import { useWords } from '../../lib/i18n/language.ts';
import { translating as zh } from '../../lib/i18n/zh/translating.ts';

/** The words of who translates. */
export const useTranslatingWords = () => useWords({ en, zh });
