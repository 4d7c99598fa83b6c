import type { OdfStyles } from './styles.ts';

type List = { style: string; item: number; isMarked: boolean };

/** Counts the items of the lists that are open, one in another. */
export class OdfLists {
  readonly #styles: OdfStyles;
  readonly #open: List[] = [];
  readonly #lastItem = new Map<string, number>();

  constructor(styles: OdfStyles) {
    this.#styles = styles;
  }

  get isOpen(): boolean {
    return this.#open.length > 0;
  }

  /** A list within a list has the style of the outer one unless it names its own. */
  open(style: string | undefined, continues: boolean): void {
    const name = style ?? this.#open.at(-1)?.style ?? '';
    const item = continues ? (this.#lastItem.get(`${name} ${this.#open.length}`) ?? 0) : 0;
    this.#open.push({ style: name, item, isMarked: true });
  }

  close(): void {
    const list = this.#open.pop();
    if (list) this.#lastItem.set(`${list.style} ${this.#open.length}`, list.item);
  }

  openItem(startValue: string | undefined): void {
    const list = this.#open.at(-1);
    if (!list) return;
    list.item = startValue === undefined ? list.item + 1 : Number(startValue) || 1;
    list.isMarked = false;
  }

  /** The mark of the item that was opened last, once: its other paragraphs have none. */
  takeMark(): string | undefined {
    const list = this.#open.at(-1);
    if (!list || list.isMarked) return undefined;
    list.isMarked = true;
    return this.#styles.lists.get(list.style)?.[this.#open.length - 1] === 'number' ? `${list.item}.` : '-';
  }
}
