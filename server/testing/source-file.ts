import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SourceFile } from '../ingestion/document-loader.ts';

/** Writes a file to be loaded into a fresh temporary folder. */
export async function makeSourceFile(name: string, content: string | Uint8Array): Promise<SourceFile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-source-'));
  const filePath = path.join(folder, 'original');
  await writeFile(filePath, content);
  return { path: filePath, name, sizeBytes: Buffer.byteLength(content) };
}
