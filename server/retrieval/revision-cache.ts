/** What was read of each knowledge base, for as long as it does not change. */
export class RevisionCache<Value> {
  readonly #read: (knowledgeBaseId: string) => Promise<Value>;
  readonly #known = new Map<string, { revision: number; value: Promise<Value> }>();

  constructor(read: (knowledgeBaseId: string) => Promise<Value>) {
    this.#read = read;
  }

  at(knowledgeBaseId: string, revision: number): Promise<Value> {
    const known = this.#known.get(knowledgeBaseId);
    if (known?.revision === revision) return known.value;
    const value = this.#read(knowledgeBaseId);
    this.#known.set(knowledgeBaseId, { revision, value });
    value.catch(() => this.forget(knowledgeBaseId));
    return value;
  }

  forget(knowledgeBaseId: string): void {
    this.#known.delete(knowledgeBaseId);
  }
}
