import type { SettingsPart } from '../../navigation.ts';

const sections: Record<SettingsPart, string> = {
  appearance: 'Appearance',
  models: 'Models',
  defaults: 'Defaults',
  prompts: 'Prompts',
  tools: 'Tools',
  'web-search': 'Web search',
  translation: 'Translation',
  programs: 'Programs',
};

export const settings = {
  title: 'Settings',
  sections,
  models: {
    extractive: 'Built-in (quotes)',
    lexical: 'Built-in (words)',
    apiKey: 'API key',
    apiKeyStored: 'A key is stored. Leave empty to keep it.',
    apiKeyHint: 'Stored encrypted, never shown again. Leave empty if none is needed.',
    removeKey: 'Remove the stored key',
    works: (time: string) => `Works, answered in ${time}`,
    doesNotWork: 'Does not work',
  },
  appearance: {
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    language: 'Language',
    languages: { system: 'As the browser', en: 'English', zh: '简体中文' },
    storedHere: 'Kept in this browser.',
  },
};
