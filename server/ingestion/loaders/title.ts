import path from 'node:path';

/** What a document is called that does not say itself. */
export function titleFromName(name: string): string {
  return path.basename(name, path.extname(name)).replace(/[_\s]+/g, ' ').trim() || name;
}
