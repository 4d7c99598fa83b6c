import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { asStorageError, syncFolder, writeFileDurably } from '../platform/durable-files.ts';
import { hasErrnoCode } from '../platform/errors.ts';
import { failpoint } from '../platform/failpoints.ts';
import { requirePathId } from '../platform/files.ts';

const manifestFile = 'manifest.json';
const currentFile = 'current';
/** The one that serves, and the one before it. */
const generationsKept = 2;

/** What a generation of an index was made of, and what its files must be to be opened. */
export const IndexManifest = z.object({
  engine: z.string(),
  engineVersion: z.string(),
  dimensions: z.number().int(),
  modelKey: z.string(),
  count: z.number().int(),
  files: z.array(z.object({ name: z.string().regex(/^[\w-]+\.bin$/), bytes: z.number().int(), sha256: z.string() })).min(1),
});
export type IndexManifest = z.infer<typeof IndexManifest>;

export type Generation = { directory: string; manifest: IndexManifest };

/**
 * The saved indexes, `<root>/<knowledge base id>/index/<generation>/`. A generation is complete when it has a manifest,
 * which is written last; `current` names the newest complete one.
 */
export class IndexGenerations {
  constructor(readonly root: string) {}

  /**
   * The complete generations, the current one first. What cannot be read is left out and told.
   * @param onDamaged told the folder and the reason
   */
  async list(knowledgeBaseId: string, onDamaged: (directory: string, reason: unknown) => void): Promise<Generation[]> {
    const folder = this.#folder(knowledgeBaseId);
    const numbers = await this.#numbers(folder);
    const current = await this.#current(folder);
    const ordered = [...numbers].sort((a, b) => Number(b === current) - Number(a === current) || b - a);
    const generations: Generation[] = [];
    for (const number of ordered) {
      const directory = path.join(folder, String(number));
      try {
        const manifest = IndexManifest.parse(JSON.parse(await readFile(path.join(directory, manifestFile), 'utf8')));
        generations.push({ directory, manifest });
      } catch (error) {
        onDamaged(directory, error);
      }
    }
    return generations;
  }

  /** An empty folder for the next generation. One at a time: what was begun before and not completed is removed. @throws AppError storage_full */
  async begin(knowledgeBaseId: string): Promise<string> {
    const folder = this.#folder(knowledgeBaseId);
    const numbers = await this.#numbers(folder);
    const directory = path.join(folder, String(Math.max(0, ...numbers) + 1));
    for (const number of numbers) await this.#removeIncomplete(path.join(folder, String(number)));
    try {
      await mkdir(directory, { recursive: true });
    } catch (error) {
      throw asStorageError(error);
    }
    return directory;
  }

  /** Completes a generation whose files are on the disk, makes it the current one, and removes the oldest. @throws AppError storage_full */
  async complete(directory: string, manifest: IndexManifest): Promise<void> {
    const folder = path.dirname(directory);
    failpoint('index.manifest');
    await writeFileDurably(path.join(directory, manifestFile), JSON.stringify(manifest, null, 2));
    await syncFolder(folder);
    failpoint('index.swap');
    await writeFileDurably(path.join(folder, currentFile), path.basename(directory));
    await this.#removeOld(folder);
  }

  async abandon(directory: string): Promise<void> {
    await rm(directory, { recursive: true, force: true });
  }

  /** Removes every generation. */
  async drop(knowledgeBaseId: string): Promise<void> {
    await rm(this.#folder(knowledgeBaseId), { recursive: true, force: true });
  }

  #folder(knowledgeBaseId: string): string {
    return path.join(this.root, requirePathId(knowledgeBaseId), 'index');
  }

  async #numbers(folder: string): Promise<number[]> {
    try {
      const names = await readdir(folder);
      return names.filter((name) => /^\d{1,12}$/.test(name)).map(Number);
    } catch (error) {
      if (hasErrnoCode(error, 'ENOENT')) return [];
      throw error;
    }
  }

  async #current(folder: string): Promise<number | undefined> {
    const content = await readFile(path.join(folder, currentFile), 'utf8').catch(() => '');
    return /^\d{1,12}$/.test(content) ? Number(content) : undefined;
  }

  async #removeIncomplete(directory: string): Promise<void> {
    const names = await readdir(directory);
    if (!names.includes(manifestFile)) await this.abandon(directory);
  }

  async #removeOld(folder: string): Promise<void> {
    const newestFirst = (await this.#numbers(folder)).sort((a, b) => b - a);
    for (const number of newestFirst.slice(generationsKept)) await this.abandon(path.join(folder, String(number)));
    const leftover = (await readdir(folder)).filter((name) => name.endsWith('.tmp'));
    for (const name of leftover) await rm(path.join(folder, name), { force: true });
  }
}
