import type { Container } from '../container.ts';
import { readRelationships } from '../ooxml/relationships.ts';
import { walkXml } from '../xml.ts';

export const presentationPart = 'ppt/presentation.xml';

/** Names of the slides' parts in the order they are shown. */
export async function slideParts(container: Container): Promise<string[]> {
  const slides = (await readRelationships(container, presentationPart)).filter(({ type }) => type === 'slide');
  const targets = new Map(slides.map(({ id, target }) => [id, target]));
  const parts: string[] = [];
  walkXml(await container.readText(presentationPart), {
    open(name, attribute) {
      // The slide's own number is an `id` too, and stands first.
      const part = name === 'sldId' ? targets.get(attribute('r:id') ?? '') : undefined;
      if (part) parts.push(part);
    },
    close() {},
    text() {},
  });
  // Some programs name the namespace of the reference otherwise; they write the slides in order.
  return parts.length > 0 ? parts : slides.map(({ target }) => target);
}
