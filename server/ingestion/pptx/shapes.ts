import { maxTableColumns } from '../table-rows.ts';
import { walkXml, type XmlHandler } from '../xml.ts';

export type SlideParagraph = { text: string; mark?: 'bullet' | 'number'; level: number };
/** A text box, table or group of a slide. Positions in EMU from the upper left corner, unknown where the layout decides. */
export type Shape = {
  placeholder?: { type: string; index: string };
  position?: { left: number; top: number };
  paragraphs: SlideParagraph[];
  /** Id of the relationship to a picture. */
  picture?: string;
  /** Cells by row, merged ones repeated in every place they cover. */
  table?: string[][];
  children: Shape[];
};

/** Slide number, date and what stands at the foot of every slide. */
const furniture = new Set(['sldNum', 'dt', 'ftr', 'hdr', 'sldImg']);
const shapeElements = new Set(['sp', 'graphicFrame', 'grpSp', 'cxnSp', 'pic']);
/** Tops that differ by less than this many EMU stand on one line: a quarter of an inch. */
const lineEmu = 228_600;
const maxListLevel = 8;

/** The shapes of a slide, a layout or a notes page, as they lie in the file. */
export function readShapes(xml: string): Shape[] {
  const reader = new ShapeReader();
  walkXml(xml, reader);
  return reader.root.children;
}

/** In the order they are read: the title, then from top to bottom and left to right. A placeholder without a place has that of its layout. */
export function inReadingOrder(shapes: readonly Shape[], layout: readonly Shape[] = []): Shape[] {
  let before = { left: 0, top: 0 };
  const placed = shapes.map((shape) => {
    before = shape.position ?? layout.find((candidate) => standsFor(candidate, shape))?.position ?? before;
    return { shape, left: before.left, line: isTitle(shape) ? -Infinity : Math.round(before.top / lineEmu) };
  });
  return placed
    .filter(({ shape }) => !furniture.has(shape.placeholder?.type ?? ''))
    .toSorted((a, b) => (a.line === b.line ? a.left - b.left : a.line - b.line))
    .flatMap(({ shape }) => [shape, ...inReadingOrder(shape.children)]);
}

export function isTitle(shape: Shape): boolean {
  return shape.placeholder?.type === 'title' || shape.placeholder?.type === 'ctrTitle';
}

function standsFor({ placeholder }: Shape, shape: Shape): boolean {
  if (!placeholder || !shape.placeholder) return false;
  const { type, index } = shape.placeholder;
  return index === placeholder.index && (type === placeholder.type || index !== '');
}

class ShapeReader implements XmlHandler {
  readonly root: Shape = { paragraphs: [], children: [] };
  readonly #open: Shape[] = [this.root];
  #paragraph: SlideParagraph | undefined;
  #cell: { text: string; columns: number; continuesAbove: boolean } | undefined;
  #unreadDepth = 0;
  #isText = false;

  open(name: string, attribute: (name: string) => string | undefined): void {
    if (name === 'Fallback') this.#unreadDepth++;
    if (this.#unreadDepth > 0) return;
    const shape = this.#open.at(-1) ?? this.root;
    this.#isText = name === 't';
    if (shapeElements.has(name)) this.#openShape(shape);
    else if (name === 'ph') shape.placeholder = { type: attribute('type') ?? 'obj', index: attribute('idx') ?? '' };
    else if (name === 'off') shape.position ??= { left: Number(attribute('x')) || 0, top: Number(attribute('y')) || 0 };
    else if (name === 'blip') shape.picture ??= attribute('embed');
    else if (name === 'p') this.#paragraph = { text: '', level: 0 };
    else if (name === 'br' && this.#paragraph) this.#paragraph.text += '\n';
    else if (name === 'pPr' && this.#paragraph) this.#paragraph.level = Math.min(Math.max(0, Number(attribute('lvl') ?? 0) || 0), maxListLevel);
    else if ((name === 'buChar' || name === 'buAutoNum') && this.#paragraph) this.#paragraph.mark = name === 'buChar' ? 'bullet' : 'number';
    else this.#openTable(name, shape, attribute);
  }

  close(name: string): void {
    this.#isText = false;
    if (name === 'Fallback') this.#unreadDepth--;
    if (this.#unreadDepth > 0) return;
    if (shapeElements.has(name)) this.#open.pop();
    else if (name === 'p') this.#closeParagraph();
    else if (name === 'tc') this.#closeCell();
  }

  text(text: string): void {
    if (this.#isText && this.#unreadDepth === 0 && this.#paragraph) this.#paragraph.text += text;
  }

  #openShape(parent: Shape): void {
    const shape: Shape = { paragraphs: [], children: [] };
    parent.children.push(shape);
    this.#open.push(shape);
  }

  #openTable(name: string, shape: Shape, attribute: (name: string) => string | undefined): void {
    if (name === 'tbl') shape.table = [];
    else if (name === 'tr') shape.table?.push([]);
    else if (name === 'tc' && attribute('hMerge') !== '1') {
      this.#cell = { text: '', columns: Number(attribute('gridSpan') ?? 1) || 1, continuesAbove: attribute('vMerge') === '1' };
    }
  }

  #closeParagraph(): void {
    const paragraph = this.#paragraph;
    this.#paragraph = undefined;
    if (!paragraph || paragraph.text.trim() === '') return;
    if (this.#cell) this.#cell.text += ` ${paragraph.text}`;
    else this.#open.at(-1)?.paragraphs.push(paragraph);
  }

  #closeCell(): void {
    const rows = this.#open.at(-1)?.table;
    const row = rows?.at(-1);
    const cell = this.#cell;
    this.#cell = undefined;
    if (!rows || !row || !cell) return;
    const above = rows.at(-2);
    for (let column = 0; column < cell.columns && row.length < maxTableColumns; column++) {
      row.push(cell.continuesAbove ? (above?.[row.length] ?? '') : cell.text.trim());
    }
  }
}
