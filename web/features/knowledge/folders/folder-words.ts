import type { FolderSync } from '#contracts/watched-folder';
import type { Format } from '../../../lib/i18n/format.ts';
import type { Dictionary } from '../../../lib/i18n/language.ts';

/** Patterns as they are typed: one a line. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What looking through a folder changed, in one line. */
export function syncOutcome(sync: FolderSync, t: Dictionary['curation']['folders'], format: Format): string {
  const parts = (['added', 'updated', 'renamed', 'removed'] as const)
    .filter((what) => sync[what] > 0)
    .map((what) => t[what](format.number(sync[what])));
  return t.synced(parts.length > 0 ? parts.join(', ') : t.nothingNew);
}
