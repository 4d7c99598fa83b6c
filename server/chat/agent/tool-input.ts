import { AppError } from '../../platform/errors.ts';
import type { ReadyTool } from '../../tools/ready-tools.ts';

const fences = /^\s*```(?:json)?\s*\n?([\s\S]*?)\n?\s*```\s*$/;

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The input of a call as the model wrote it: JSON, or a plain text for a tool that takes one.
 * @throws AppError invalid_request that tells the model what is wrong with it
 */
export function readToolInput({ textField }: Pick<ReadyTool, 'textField'>, written: string): Record<string, unknown> {
  const text = (fences.exec(written)?.[1] ?? written).trim();
  if (text === '') return {};
  const json = asJson(text);
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  const isMeantAsJson = /^[{[]/.test(text);
  if (isMeantAsJson || textField === undefined) throw new AppError('invalid_request', 'The input is not a JSON object; write it again');
  return { [textField]: typeof json === 'string' ? json : text.replace(/^"|"$/g, '') };
}

/** The same for the same input, whatever the order of its fields. */
export function sameInputKey(name: string, input: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(input).sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([name, entries]);
}
