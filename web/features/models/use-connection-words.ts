import { connections as en } from '../../lib/i18n/en/connections.ts';
import { useWords } from '../../lib/i18n/language.ts';
import { connections as zh } from '../../lib/i18n/zh/connections.ts';

/** The words of connections and of models on this machine. */
export const useConnectionWords = () => useWords({ en, zh });
