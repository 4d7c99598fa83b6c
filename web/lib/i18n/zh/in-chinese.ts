import { answers } from './server-texts/answers.ts';
import { backups } from './server-texts/backups.ts';
import { documents } from './server-texts/documents.ts';
import { files } from './server-texts/files.ts';
import { knowledgeBases } from './server-texts/knowledge-bases.ts';
import { models } from './server-texts/models.ts';
import { requests } from './server-texts/requests.ts';
import { web } from './server-texts/web.ts';

/**
 * What the server says, and the same in Chinese; one ends in a full stop where the other does. `{}` is anything: `$1` is the first
 * of them as it was said, `#1` the same in Chinese where it is known.
 */
export type ServerTexts = Readonly<Record<string, string>>;

type Phrase = { pattern: RegExp; chinese: string; literalChars: number };

/** The same text is shown again and again. */
const rememberedLimit = 1_000;

export const serverTexts: ServerTexts = {
  ...answers,
  ...backups,
  ...documents,
  ...files,
  ...knowledgeBases,
  ...models,
  ...requests,
  ...web,
};

const known = new Map(Object.entries(serverTexts));
const remembered = new Map<string, string | undefined>();

function phraseOf([english, chinese]: [string, string]): Phrase {
  const literals = english.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return { pattern: new RegExp(`^${literals.join('([^]+?)')}$`), chinese, literalChars: english.replaceAll('{}', '').length };
}

/** Those that say most of a text stand first. */
const phrases = [...known]
  .filter(([english]) => english.includes('{}'))
  .map(phraseOf)
  .sort((a, b) => b.literalChars - a.literalChars);

function find(text: string): string | undefined {
  for (const { pattern, chinese } of phrases) {
    const parts = pattern.exec(text);
    if (parts) return chinese.replace(/([$#])(\d)/g, (_, mark, place) => (mark === '#' ? partInChinese(parts[place]!) : parts[place]!));
  }
  return undefined;
}

function partInChinese(part: string): string {
  const chinese = inChinese(part);
  return chinese === part ? listInChinese(part) : chinese.replace(/。$/, '');
}

/** Of numbers, or of names in quotation marks. */
const list = /^(?:\d+|"[^"]*")(?:, (?:\d+|"[^"]*"))*(?:\.\.\.)?$/;

const listInChinese = (part: string) => (list.test(part) ? part.replace(/"([^"]*)"/g, '“$1”').replace(/(?<=[\d”]), (?=[\d“])/g, '、') : part);

/** What the server said, in Chinese where it is known; otherwise as it said it. */
export function inChinese(text: string): string {
  const whole = known.get(text);
  if (whole !== undefined) return whole;
  if (!remembered.has(text)) {
    if (remembered.size >= rememberedLimit) remembered.clear();
    remembered.set(text, find(text));
  }
  return remembered.get(text) ?? text;
}
