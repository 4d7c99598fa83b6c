import { tooling as en } from '../../lib/i18n/en/tooling.ts';
import { useWords } from '../../lib/i18n/language.ts';
import { tooling as zh } from '../../lib/i18n/zh/tooling.ts';

/** The words of tools and of the servers that bring some. */
export const useToolingWords = () => useWords({ en, zh });
