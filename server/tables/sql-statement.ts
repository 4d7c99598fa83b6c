import { AppError } from '../platform/errors.ts';

/** Comments and blanks, texts, quoted names, plain names, ends of statements, and whatever else. */
const token = /(?<blank>\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<text>'(?:[^']|'')*'?)|"(?<double>(?:[^"]|"")*)"?|`(?<tick>(?:[^`]|``)*)`?|\[(?<bracket>[^\]]*)\]?|(?<word>[A-Za-z_\u0080-\u{10ffff}][\w$\u0080-\u{10ffff}]*)|(?<end>;)|[\s\S]/gu;

/** A statement without the semicolon it may end with, and every name that occurs in it, in lower case. */
export type SqlStatement = { sql: string; names: ReadonlySet<string> };

const refuse = (message: string, hint: string) => new AppError('invalid_request', message, { field: 'sql', hint });

/**
 * Looks at the words of a statement before it is run: this says early and clearly what is not answered. That nothing
 * is written, and nothing outside the tables read, rests on files opened for reading in a process without more.
 * @throws AppError invalid_request, naming the field `sql`
 */
export function readStatement(text: string): SqlStatement {
  const names = new Set<string>();
  let first: string | undefined;
  let end: number | undefined;
  for (const { 0: matched, index, groups = {} } of text.matchAll(token)) {
    if (groups.blank !== undefined) continue;
    if (groups.end !== undefined) {
      end ??= index;
      continue;
    }
    if (end !== undefined) throw refuse('Only one statement is answered', 'Ask for one thing at a time.');
    first ??= matched.toLowerCase();
    const name = groups.double?.replaceAll('""', '"') ?? groups.tick?.replaceAll('``', '`') ?? groups.bracket ?? groups.word;
    if (name !== undefined) names.add(name.toLowerCase());
  }
  if (first !== 'select' && first !== 'with') throw refuse('Only SELECT, or WITH … SELECT, is answered', 'Tables can be asked, not changed.');
  if ([...names].some((name) => name.startsWith('pragma_'))) throw refuse('Pragmas are not answered', 'The list of tables tells their columns and types.');
  return { sql: text.slice(0, end), names };
}
