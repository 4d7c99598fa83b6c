const maxLineChars = 300;

const modifiers =
  'export|default|public|private|protected|internal|static|abstract|final|sealed|partial|async|unsafe|const|inline|declare|override|open|data|virtual|case|local|pub(?:\\([^)]*\\))?';
const keywords =
  'class|interface|struct|enum|union|trait|namespace|module|mod|object|record|protocol|extension|type|def|fn|func|fun|function|sub|procedure|defmodule|defp|message|service';
const control = /^(?:if|else|elif|for|foreach|while|switch|return|catch|throw|new|await|import|from|raise|assert|print|yield|case|do|try|using|with|package|include|require|delete|goto|and|or|not|in|select|insert|update)$/i;

/** `class Parser`, `def parse`, `pub fn parse<T>`, `type Row`. */
const keyed = new RegExp(`^\\s*(?:(?:${modifiers})\\s+)*(${keywords})\\*?\\s+([A-Za-z_$][\\w$.:!?]*)`);
/** `func (r *Reader) Read(`. */
const receiver = /^func\s*\(([^)]*)\)\s*(\w+)/;
/** `impl<T> Display for Point {`. */
const implementation = /^\s*(?:unsafe\s+)?impl\b(?:<[^>]*>)?\s+([^{]+?)\s*(?:\{|where\b|$)/;
/** `export const parse = async (text) => {`. */
const assigned = /^\s*(?:export\s+)?(?:(?:const|let|var)\s+)?([\w$.]+)\s*(?::[^=]+)?=\s*(?:async\s*)?(?:function\b|\([^"'`]*=>|\([^)"'`]*$|[\w$]+\s*=>)/;
const sqlCreation =
  /^\s*create\s+(?:or\s+replace\s+)?(?:temp(?:orary)?\s+|unique\s+|materialized\s+)?(table|view|function|procedure|index|trigger|type)\s+(?:if\s+not\s+exists\s+)?([\w."`[\]]+)/i;
/** `parse_args() {` of shells. */
const shellFunction = /^\s*([\w:-]+)\s*\(\)\s*\{?\s*$/;
/** `parse(text: string): number {` within a class. */
const method = /^\s+(?:[\w<>,[\]*&:?]+\s+)*([\w$#~]+)\s*\([^"'`]*\)[^"'`=;]*\{\s*$/;
/** `static int parse(const char *text` of C and its kin. */
const typed = /^(?:[\w<>,[\]*&:]+\s+)+[*&]*([\w$~:]+)\s*\([^;"'=]*$/;

/** What a line of source code defines: "class Parser", "parse"; undefined for a line that defines nothing. */
export function definitionName(line: string): string | undefined {
  const head = line.slice(0, maxLineChars);
  const [, keyword, name] = keyed.exec(head) ?? sqlCreation.exec(head) ?? [];
  if (keyword && name) return `${keyword.toLowerCase()} ${name.replace(/[:."`]+$/, '')}`;
  const [, owner, own] = receiver.exec(head) ?? [];
  if (owner && own) return `func (${owner}) ${own}`;
  const implemented = implementation.exec(head)?.[1];
  if (implemented) return `impl ${implemented}`;
  const called = (assigned.exec(head) ?? shellFunction.exec(head) ?? method.exec(head) ?? typed.exec(head))?.[1];
  const first = /^\s*(\w+)/.exec(head)?.[1] ?? '';
  return called && !control.test(called) && !control.test(first) ? called : undefined;
}
