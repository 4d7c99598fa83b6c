import { programs as en } from '../../lib/i18n/en/programs.ts';
import { useWords } from '../../lib/i18n/language.ts';
import { programs as zh } from '../../lib/i18n/zh/programs.ts';

/** The words of keys, addresses and compatibility. */
export const useProgramWords = () => useWords({ en, zh });
