import { z } from 'zod';
import { useStore } from '../store.ts';
import { createStoredValue } from '../stored-value.ts';
import { en } from './en/dictionary.ts';
import { createFormat, type Locale } from './format.ts';
import { zh } from './zh/dictionary.ts';

export type Dictionary = typeof en;

const dictionaries: Record<Locale, Dictionary> = { en, zh };
const formats = { en: createFormat('en'), zh: createFormat('zh') };

/** `system` follows the browser. public/first-paint.js reads the same key. */
export const LanguageChoice = z.enum(['system', 'en', 'zh']);
export type LanguageChoice = z.infer<typeof LanguageChoice>;

export const languageChoice = createStoredValue('lectern.language', LanguageChoice, 'system');

export function resolveLocale(choice: LanguageChoice, browserLanguage: string): Locale {
  if (choice !== 'system') return choice;
  return browserLanguage.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function browserLanguage(): string {
  return typeof navigator === 'undefined' ? 'en' : navigator.language;
}

export function useLocale(): Locale {
  return resolveLocale(
    useStore(languageChoice, (choice) => choice),
    browserLanguage(),
  );
}

/** The words of the page in the reader's language. */
export function useText(): Dictionary {
  return dictionaries[useLocale()];
}

/** Words that only a part loaded on demand needs: it brings them itself, so that the first page does without. */
export function useWords<Words>(words: Record<Locale, Words>): Words {
  return words[useLocale()];
}

export function useFormat() {
  return formats[useLocale()];
}

/** For what is written outside a component, such as a notice about work in the background. */
export function currentText(): Dictionary {
  return dictionaries[resolveLocale(languageChoice.get(), browserLanguage())];
}
