import { AppError } from './errors.ts';

/** The known implementations of a plug point. An unknown id is an error that names the known ones. */
export class Registry<Plug extends { id: string }> {
  readonly #plugs: ReadonlyMap<string, Plug>;

  constructor(
    readonly kind: string,
    plugs: readonly Plug[],
  ) {
    this.#plugs = new Map(plugs.map((plug) => [plug.id, plug]));
  }

  get(id: string): Plug {
    const plug = this.#plugs.get(id);
    if (!plug) throw new AppError('not_found', `No ${this.kind} named "${id}"`, { known: this.ids() });
    return plug;
  }

  list(): Plug[] {
    return [...this.#plugs.values()];
  }

  ids(): string[] {
    return [...this.#plugs.keys()];
  }
}
