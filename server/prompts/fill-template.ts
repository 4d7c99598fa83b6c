import { type PromptPlaceholder, promptPlaceholders } from '#contracts/prompt';

const known = new RegExp(`\\{\\{\\s*(${promptPlaceholders.join('|')})\\s*\\}\\}`, 'g');

/** The template with its placeholders replaced, in one pass: what is put in is never looked at again. */
export function fillTemplate(template: string, values: Readonly<Record<PromptPlaceholder, string>>): string {
  return template.replace(known, (_mark, name: PromptPlaceholder) => values[name]);
}
