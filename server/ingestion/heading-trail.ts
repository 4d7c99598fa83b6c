const maxTitleChars = 200;

/** The sections a place in a document stands in, followed heading by heading. */
export class HeadingTrail {
  readonly #headings: { level: number; title: string }[] = [];

  /** Titles of the open sections, outermost first; undefined outside of any. */
  get path(): string[] | undefined {
    return this.#headings.length > 0 ? this.#headings.map((heading) => heading.title) : undefined;
  }

  leave(): void {
    this.#headings.length = 0;
  }

  /** Opens a section, closing those of its level and deeper. Returns the path the heading itself stands in. */
  enter(level: number, title: string): string[] | undefined {
    while ((this.#headings.at(-1)?.level ?? -Infinity) >= level) this.#headings.pop();
    const parents = this.path;
    this.#headings.push({ level, title: title.replace(/\s+/g, ' ').trim().slice(0, maxTitleChars) });
    return parents;
  }
}
