import { AppError } from '../platform/errors.ts';
import type { EngineChoice } from './engine-choice.ts';
import type { EngineInfo } from './index-protocol.ts';
import { addressVariables, type RemoteStores } from './remote-stores.ts';
import { type IndexParts, type IndexSpec, ServedIndex } from './served-index.ts';
import { vectorStores } from './vector-stores/index.ts';

/** Where indexes are kept and worked on: in the index process, or in stores of other machines. */
export class IndexPlaces {
  constructor(
    private readonly parts: IndexParts,
    private readonly engines: EngineChoice,
    private readonly remoteStores: RemoteStores,
  ) {}

  /** The index, in step with the database. @throws IndexLost; StoreAway */
  async open(spec: IndexSpec): Promise<ServedIndex> {
    return ServedIndex.open(...(await this.#of(spec)));
  }

  /** An index that is to be filled. @throws IndexLost; StoreAway */
  async begin(spec: IndexSpec): Promise<ServedIndex> {
    return ServedIndex.begin(...(await this.#of(spec)));
  }

  /** Ids of all stores in which indexes can be kept, the default first. */
  storeIds(): string[] {
    return [...vectorStores.ids(), ...this.remoteStores.ids()];
  }

  /** @throws AppError not_found unless indexes can be kept in this store */
  requireStore(id: string): void {
    if (this.remoteStores.ids().includes(id)) return;
    const variable = addressVariables[id];
    if (variable === undefined) vectorStores.get(id);
    else throw new AppError('not_found', `The vector store "${id}" is not connected`, { hint: `Set ${variable}, and start Lectern again.` });
  }

  async #of(spec: IndexSpec): Promise<[IndexParts, IndexSpec, EngineInfo]> {
    const remote = this.remoteStores.find(spec);
    if (remote) return [{ ...this.parts, client: remote, generations: undefined }, spec, { id: spec.vectorStore, version: '' }];
    return [this.parts, spec, await this.engines.engineFor(spec.id, spec.vectorStore)];
  }
}
