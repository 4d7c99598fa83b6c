import { AppError } from '../../platform/errors.ts';

const outputMaxChars = 200_000;

type Content = { type: string; text?: string; mimeType?: string; uri?: string; name?: string; resource?: { uri?: string; text?: string } };

function textOf({ type, text, mimeType, uri, name, resource }: Content): string {
  if (text !== undefined) return text;
  if (resource) return resource.text ?? `[${resource.uri ?? 'a resource'}]`;
  if (uri !== undefined) return `[${name ?? type}: ${uri}]`;
  return `[${mimeType ?? type}]`;
}

/** What a tool gave, as text; of pictures and sounds it says only that there were some. @throws AppError provider_failed with what the tool complained of */
export function readContent(result: Readonly<Record<string, unknown>>): string {
  const content = (Array.isArray(result.content) ? result.content : []) as Content[];
  const said = content.map(textOf).join('\n').slice(0, outputMaxChars);
  const text = said === '' && result.structuredContent !== undefined ? JSON.stringify(result.structuredContent).slice(0, outputMaxChars) : said;
  if (result.isError) throw new AppError('provider_failed', text || 'The tool failed and does not say why');
  return text;
}
