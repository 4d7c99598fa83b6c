import { parseJson } from '../../../lib/parse-json.ts';

/** What a tool was given, without the braces and quotes of JSON where it is an object; else the text as it is. */
export function readableInput(input: string): string {
  const value = parseJson(input);
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return input;
  const parts = Object.entries(value).map(([name, part]) => [name, typeof part === 'string' ? part : JSON.stringify(part)] as const);
  return parts.length === 1 ? parts[0]![1] : parts.map(([name, part]) => `${name}: ${part}`).join('; ');
}
