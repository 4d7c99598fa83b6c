import { defaults as en } from '../../lib/i18n/en/defaults.ts';
import { useWords } from '../../lib/i18n/language.ts';
import { defaults as zh } from '../../lib/i18n/zh/defaults.ts';

/** The words of what holds where nothing else is chosen. */
export const useDefaultsWords = () => useWords({ en, zh });
