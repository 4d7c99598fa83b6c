import { randomUUID } from 'node:crypto';
import { type PromptKey, PromptMode, promptVersionsLimit, type PromptVersion } from '#contracts/prompt';
import type { Database } from '../platform/database.ts';

/** A template as it was changed here; those that were not are in built-in-prompts.ts. */
export type StoredPrompt = PromptKey & { id: string; text: string; version: number; updatedAt: Date };

const byKey = ({ mode, name }: PromptKey) => ({ mode_name: { mode, name } });

export async function listStoredPrompts(database: Database): Promise<StoredPrompt[]> {
  const rows = await database.client.prompt.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  return rows.flatMap((row) => {
    const mode = PromptMode.safeParse(row.mode);
    return mode.success ? [{ ...row, mode: mode.data }] : [];
  });
}

export function findStoredPrompt(database: Database, key: PromptKey): Promise<StoredPrompt | undefined> {
  return database.remember(`prompt ${key.mode} ${key.name}`, async () => {
    const row = await database.client.prompt.findUnique({ where: byKey(key) });
    return row ? { ...row, mode: key.mode } : undefined;
  });
}

/** Keeps the text as the next version; the oldest beyond the limit go. Nothing changes when it is the present one. */
export async function storePrompt(database: Database, key: PromptKey, text: string): Promise<void> {
  await database.write(async (transaction) => {
    const before = await transaction.prompt.findUnique({ where: byKey(key) });
    if (before?.text === text) return;
    const version = (before?.version ?? 0) + 1;
    const { id } = await transaction.prompt.upsert({
      where: byKey(key),
      create: { id: randomUUID(), ...key, text, version },
      update: { text, version },
    });
    await transaction.promptVersion.create({ data: { promptId: id, version, text } });
    await transaction.promptVersion.deleteMany({ where: { promptId: id, version: { lte: version - promptVersionsLimit } } });
  });
}

export async function removeStoredPrompt(database: Database, key: PromptKey): Promise<boolean> {
  const { count } = await database.write((transaction) => transaction.prompt.deleteMany({ where: key }));
  return count > 0;
}

/** Newest first. */
export async function listStoredVersions(database: Database, promptId: string): Promise<PromptVersion[]> {
  const rows = await database.client.promptVersion.findMany({ where: { promptId }, orderBy: { version: 'desc' }, take: promptVersionsLimit });
  return rows.map(({ version, text, createdAt }) => ({ version, text, createdAt: createdAt.toISOString() }));
}
