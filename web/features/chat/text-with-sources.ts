import type { AssistantMessage } from '#contracts/message';

type Words = { sources: string; page: (page: number) => string };

/** The answer followed by the places it cites, as Markdown. */
export function textWithSources({ text, sources }: Pick<AssistantMessage, 'text' | 'sources'>, words: Words): string {
  if (sources.length === 0) return text;
  const places = sources.map(({ number, documentName, page, heading, url }) => {
    const parts = [documentName, page === undefined ? undefined : words.page(page), heading, url];
    return `[${number}] ${parts.filter(Boolean).join(', ')}`;
  });
  return `${text}\n\n${words.sources}:\n\n${places.join('\n')}\n`;
}
