import type { z } from 'zod';
import { createStore, type Store } from './store.ts';

/** A store kept in the browser. What does not fit the schema any more, or cannot be read, is the fallback. */
export function createStoredValue<Schema extends z.ZodType>(
  key: string,
  schema: Schema,
  fallback: z.infer<Schema>,
): Store<z.infer<Schema>> {
  const store = createStore<z.infer<Schema>>(read(key, schema, fallback));
  store.subscribe(() => write(key, store.get()));
  return store;
}

function read<Schema extends z.ZodType>(key: string, schema: Schema, fallback: z.infer<Schema>): z.infer<Schema> {
  if (typeof window === 'undefined') return fallback;
  try {
    const parsed = schema.safeParse(JSON.parse(window.localStorage.getItem(key) ?? 'null'));
    return parsed.success ? parsed.data : fallback;
  } catch {
    return fallback;
  }
}

function write(key: string, value: unknown): void {
  try {
    window.localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Private windows and full storage: the choice then lasts as long as the page.
  }
}
