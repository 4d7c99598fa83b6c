import path from 'node:path';
import type { Container } from '../container.ts';
import { walkXml } from '../xml.ts';

/** `type` is the last word of the relationship's address: "slide", "comments"; `target` the name of a part of the container. */
export type Relationship = { id: string; type: string; target: string };

/** What a part refers to within the container (ECMA-376 part 2, 9.3); what lies outside is left out. */
export async function readRelationships(container: Container, part: string): Promise<Relationship[]> {
  const relationships: Relationship[] = [];
  const folder = path.posix.dirname(part);
  const xml = await container.readText(`${folder}/_rels/${path.posix.basename(part)}.rels`);
  walkXml(xml, {
    open(name, attribute) {
      if (name !== 'Relationship' || attribute('TargetMode') === 'External') return;
      const target = path.posix.resolve('/', folder, attribute('Target') ?? '').slice(1);
      relationships.push({ id: attribute('Id') ?? '', type: path.posix.basename(attribute('Type') ?? ''), target });
    },
    close() {},
    text() {},
  });
  return relationships;
}

/** Names of the parts of one type a part refers to. */
export async function relatedParts(container: Container, part: string, type: string): Promise<string[]> {
  return (await readRelationships(container, part)).filter((relationship) => relationship.type === type).map(({ target }) => target);
}

/** The title in the properties. */
export async function readTitle(container: Container, part = 'docProps/core.xml'): Promise<string | undefined> {
  let title = '';
  let isTitle = false;
  walkXml(await container.readText(part), {
    open: (name) => (isTitle = name === 'title'),
    close: () => (isTitle = false),
    text: (text) => (title += isTitle ? text : ''),
  });
  return title.replace(/\s+/g, ' ').trim() || undefined;
}
