import { damagedContainer } from './zip-directory.ts';

/** Called in the order of the file, with names freed of their namespace prefix. */
export type XmlHandler = {
  /** `tag` is what stands between the brackets, for `attributesOf`. */
  open(name: string, attribute: (name: string) => string | undefined, tag: string): void;
  close(name: string): void;
  text(text: string): void;
};

const maxDepth = 5_000;
const tagPattern = /<[^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>/y;
/** By attribute; the code asks for few names, and for each of them millions of times in a large sheet. */
const attributePatterns = new Map<string, RegExp>();
const namedEntities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Walks well-formed XML without building a tree. Document types were refused before; entities other than the five of XML do not occur. */
export function walkXml(xml: string, handler: XmlHandler): void {
  let depth = 0;
  let position = 0;
  while (position < xml.length) {
    const tag = xml.indexOf('<', position);
    if (tag > position || tag < 0) handler.text(decodeEntities(xml.slice(position, tag < 0 ? undefined : tag)));
    if (tag < 0) break;
    const special = endOfSpecial(xml, tag);
    if (special) {
      if (special.text !== undefined) handler.text(special.text);
      position = special.end;
      continue;
    }
    const end = endOfTag(xml, tag);
    if (xml[tag + 1] === '/') {
      handler.close(localName(xml.slice(tag + 2, end).trim()));
      depth--;
    } else {
      const isEmpty = xml[end - 1] === '/';
      const content = xml.slice(tag + 1, isEmpty ? end - 1 : end);
      const nameEnd = content.search(/\s|$/);
      const name = localName(content.slice(0, nameEnd));
      handler.open(name, (attribute) => attributeOf(content, attribute), content);
      if (isEmpty) handler.close(name);
      else if (++depth > maxDepth) throw damagedContainer('its elements are nested too deeply');
    }
    position = end + 1;
  }
  if (depth !== 0) throw damagedContainer('a part of it is cut off');
}

/** Comments, processing instructions and literal sections. */
function endOfSpecial(xml: string, tag: number): { end: number; text?: string } | undefined {
  if (xml.startsWith('<!--', tag)) return { end: after(xml, '-->', tag) };
  if (xml.startsWith('<?', tag)) return { end: after(xml, '?>', tag) };
  if (!xml.startsWith('<![CDATA[', tag)) return undefined;
  const end = after(xml, ']]>', tag);
  return { end, text: xml.slice(tag + '<![CDATA['.length, end - 3) };
}

function after(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  if (found < 0) throw damagedContainer('a part of it is cut off');
  return found + mark.length;
}

/** A bracket inside an attribute does not end the tag. */
function endOfTag(xml: string, tag: number): number {
  tagPattern.lastIndex = tag;
  if (!tagPattern.test(xml)) throw damagedContainer('a part of it is cut off');
  return tagPattern.lastIndex - 1;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function attributeOf(tag: string, name: string): string | undefined {
  let pattern = attributePatterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    attributePatterns.set(name, pattern);
  }
  const value = pattern.exec(tag);
  return value ? decodeEntities(value[1] ?? value[2] ?? '') : undefined;
}

/** All attributes of a tag in their order, without declarations of namespaces. */
export function attributesOf(tag: string): [name: string, value: string][] {
  const found = tag.matchAll(/\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return Array.from(found, ([, name = '', double, single]): [string, string] => [name, decodeEntities(double ?? single ?? '')]).filter(
    ([name]) => !/^xmlns(:|$)/.test(name),
  ).map(([name, value]) => [localName(name), value]);
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (entity, hex?: string, decimal?: string, name?: string) => {
    if (name) return namedEntities[name] ?? entity;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
