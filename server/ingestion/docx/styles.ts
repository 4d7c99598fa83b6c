import { walkXml } from '../xml.ts';

export type ParagraphStyle = { headingLevel?: number; numberingId?: string; numberingLevel?: number };
type RawStyle = ParagraphStyle & { name: string; basedOn?: string };

const maxHeadingLevel = 6;
const maxInheritance = 20;

/** What each paragraph style means: a heading by its name or outline level, its list; also where it inherits that from another. */
export function readStyles(xml: string): Map<string, ParagraphStyle> {
  const styles = new Map<string, RawStyle>();
  let current: RawStyle | undefined;
  walkXml(xml, {
    open(name, attribute) {
      const value = () => attribute('val') ?? '';
      if (name === 'style') {
        current = { name: '' };
        if (attribute('type') === 'paragraph') styles.set(attribute('styleId') ?? '', current);
      } else if (current) {
        if (name === 'name') Object.assign(current, { name: value(), headingLevel: levelByName(value()) ?? current.headingLevel });
        else if (name === 'basedOn') current.basedOn = value();
        else if (name === 'outlineLvl') current.headingLevel ??= levelByOutline(value());
        else if (name === 'numId') current.numberingId = value();
        else if (name === 'ilvl') current.numberingLevel = Number(value());
      }
    },
    close(name) {
      if (name === 'style') current = undefined;
    },
    text() {},
  });
  return new Map([...styles].map(([id]) => [id, inherited(styles, id)]));
}

/** Word's outline levels count from 0; 9 is running text. */
export function levelByOutline(value: string): number | undefined {
  const level = Number(value) + 1;
  return level >= 1 && level <= 9 ? Math.min(level, maxHeadingLevel) : undefined;
}

export function levelByName(name: string): number | undefined {
  if (/^(title|标题|標題)$/i.test(name)) return 1;
  const level = /^(?:heading|标题|標題)\s*(\d)$/i.exec(name)?.[1];
  return level ? Math.min(Number(level), maxHeadingLevel) : undefined;
}

function inherited(styles: ReadonlyMap<string, RawStyle>, id: string): ParagraphStyle {
  const style: ParagraphStyle = {};
  let next = styles.get(id);
  for (let steps = 0; next && steps < maxInheritance; steps++) {
    style.headingLevel ??= next.headingLevel;
    style.numberingId ??= next.numberingId;
    style.numberingLevel ??= next.numberingLevel;
    next = next.basedOn === undefined ? undefined : styles.get(next.basedOn);
  }
  return style;
}
