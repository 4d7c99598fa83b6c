/** What a text in JSON says; a byte order mark is no part of it, and NaN and Infinity, which programs write though JSON has none, are null. */
export type ParsedJson = { value: unknown } | { problem: string };

const literalOrNotNumber = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|$)|-?\b(?:NaN|Infinity)\b/g;
const trailingComma = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|$)|,(?=\s*[\]}])/g;

export function parseJson(text: string): ParsedJson {
  const first = attempt(text);
  if ('value' in first) return first;
  const usual = text.replace(literalOrNotNumber, (match) => (match.startsWith('"') ? match : 'null')).replace(trailingComma, (match) => (match === ',' ? '' : match));
  const second = usual === text ? first : attempt(usual);
  return 'value' in second ? second : { problem: placed(first.problem, text) };
}

function attempt(text: string): ParsedJson {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The parser tells an offset; people look for a line. */
function placed(problem: string, text: string): string {
  const position = /at position (\d+)/.exec(problem)?.[1];
  if (position === undefined) return problem.replace(/ is not valid JSON$/, '').replace(/\s+/g, ' ');
  const lines = text.slice(0, Number(position)).split(/\r\n?|\n/);
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}
