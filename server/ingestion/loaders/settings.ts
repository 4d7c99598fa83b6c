import { parse, type TomlTable } from 'smol-toml';
import type { Block, LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { tooMuch } from '../document-writer.ts';
import { isObject } from '../json/flat-fields.ts';
import { codeBlocks } from './code.ts';
import { paragraphsOf, readDecoded } from './text.ts';
import { titleFromName } from './title.ts';

const tableHeader = /^[^\S\r\n]*\[\[?([^\]\r\n]+)\]\]?[^\S\r\n]*(?:#.*)?$/gm;
const yamlKey = /^\s*("[^"]*"|'[^']*'|[^\s#:"'{}[\],&*!|>%@`-][^:#]*):(?:\s|$)/;
const maxKeyChars = 80;

/** YAML: the text is the file's own, its blocks are its keys with all that is indented below them. */
export async function loadYaml(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  const { text } = await readDecoded(file, limits);
  const nameOf = (line: string) => yamlKey.exec(line.slice(0, maxKeyChars))?.[1]?.replace(/^["']|["']$/g, '');
  return { title: titleFromName(file.name), text, blocks: codeBlocks(text, nameOf, limits), notes: [] };
}

/** TOML: the text is the file's own, comments included; its tables are sections. What is no TOML is read as plain text. */
export async function loadToml(file: SourceFile, limits: LoadLimits): Promise<ParsedDocument> {
  const { text } = await readDecoded(file, limits);
  const title = titleFromName(file.name);
  const root = parsedToml(text);
  if (!root) return { title, text, blocks: paragraphsOf(text), notes: ['The TOML is damaged; it was read as plain text'] };
  const blocks: Block[] = [];
  let end = 0;
  let headingPath: string[] | undefined;
  const addSettings = (to: number) => {
    for (const block of paragraphsOf(text.slice(end, to))) {
      blocks.push({ kind: 'code', start: end + block.start, end: end + block.end, headingPath });
    }
    if (blocks.length > limits.maxBlocks) throw tooMuch(`more than ${limits.maxBlocks} tables and settings`);
  };
  for (const match of text.matchAll(tableHeader)) {
    const keys = keysOf(match[1] ?? '');
    if (!holds(root, keys)) continue;
    addSettings(match.index);
    const start = match.index + match[0].length - match[0].trimStart().length;
    end = match.index + match[0].length;
    blocks.push({ kind: 'heading', start, end, level: Math.min(keys.length, 6), headingPath: keys.length > 1 ? keys.slice(0, -1) : undefined });
    headingPath = keys;
  }
  addSettings(text.length);
  return { title, text, blocks, notes: [] };
}

function parsedToml(text: string): TomlTable | undefined {
  try {
    return parse(text, { integersAsBigInt: 'asNeeded' });
  } catch {
    return undefined;
  }
}

function keysOf(header: string): string[] {
  return Array.from(header.matchAll(/"([^"]*)"|'([^']*)'|([^\s."']+)/g), ([, double, single, bare]) => double ?? single ?? bare ?? '');
}

/** Lines in brackets are tables only where the parser found such a table: they also occur within texts and lists. */
function holds(root: TomlTable, keys: readonly string[]): boolean {
  let value: unknown = root;
  for (const key of keys) {
    const table: unknown = Array.isArray(value) ? value.at(-1) : value;
    if (!isObject(table) || !Object.hasOwn(table, key)) return false;
    value = table[key];
  }
  return typeof value === 'object';
}
