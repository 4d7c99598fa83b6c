const keptMs = 15 * 60_000;
const mostKept = 100;

/** Passwords of documents that wait to be read: in memory only, handed out once, and forgotten after a while. */
export class Passwords {
  readonly #byDocument = new Map<string, { password: string; timer: NodeJS.Timeout }>();

  keep(documentId: string, password: string): void {
    this.take(documentId);
    const oldest = this.#byDocument.size >= mostKept ? this.#byDocument.keys().next().value : undefined;
    if (oldest !== undefined) this.take(oldest);
    const timer = setTimeout(() => this.#byDocument.delete(documentId), keptMs).unref();
    this.#byDocument.set(documentId, { password, timer });
  }

  take(documentId: string): string | undefined {
    const kept = this.#byDocument.get(documentId);
    clearTimeout(kept?.timer);
    this.#byDocument.delete(documentId);
    return kept?.password;
  }
}
