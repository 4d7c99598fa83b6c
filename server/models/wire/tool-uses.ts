import { randomUUID } from 'node:crypto';
import type { ToolUse } from '../chat-model.ts';
import type { Endpoint } from './endpoint.ts';
import { failureOfProtocol } from './failure.ts';

/** A piece of a call. Pieces with the same key belong together; the arguments come in any number of them. */
export type ToolPart = { key: string | number; id?: string; name?: string; arguments?: string; signature?: string };

const maxToolUses = 64;
const maxArgumentChars = 400_000;

/** Puts calls together from their pieces, in the order they began. */
export class ToolUses {
  readonly #uses = new Map<string | number, ToolUse>();
  #argumentChars = 0;

  constructor(readonly endpoint: Endpoint) {}

  /** @throws AppError provider_failed when there are too many, or their arguments never end */
  add(parts: readonly ToolPart[]): void {
    for (const { key, id, name, arguments: text = '', signature } of parts) {
      const before = this.#uses.get(key);
      const use = before ?? { id: id || `call_${randomUUID()}`, name: name ?? '', arguments: '' };
      this.#argumentChars += text.length;
      this.#uses.set(key, { ...use, name: use.name || (name ?? ''), arguments: use.arguments + text, ...(signature ? { signature } : {}) });
    }
    if (this.#uses.size <= maxToolUses && this.#argumentChars <= maxArgumentChars) return;
    throw failureOfProtocol(this.endpoint, 'called tools without end', 'Try again, or choose another model.');
  }

  /** A call without arguments has an empty object of them. */
  list(): ToolUse[] {
    return [...this.#uses.values()].filter(({ name }) => name !== '').map((use) => ({ ...use, arguments: use.arguments || '{}' }));
  }
}

/** The arguments as protocols want them back: an object; what is broken becomes an empty one. */
export function argumentsAsObject({ arguments: text }: ToolUse): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : {};
  } catch {
    return {};
  }
}
