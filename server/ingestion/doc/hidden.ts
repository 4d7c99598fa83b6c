import type { FormattedRuns } from './pages.ts';
import type { Piece } from './pieces.ts';
import { propertiesIn, propertyCode } from './properties.ts';

/** The text with a zero in place of every character that is deleted or hidden, so that the others keep their numbers. */
export function withoutHidden(text: string, pieces: readonly Piece[], runs: FormattedRuns): string {
  const parts: string[] = [];
  let written = 0;
  for (const { start, end, offset, charBytes } of pieces) {
    for (const run of runs.between(offset, offset + (end - start) * charBytes)) {
      if (!isHidden(run.properties)) continue;
      const from = Math.max(written, start + Math.floor((run.start - offset) / charBytes));
      const to = Math.min(end, start + Math.ceil((run.end - offset) / charBytes));
      if (to <= from) continue;
      parts.push(text.slice(written, from), '\0'.repeat(to - from));
      written = to;
    }
  }
  return parts.join('') + text.slice(written);
}

function isHidden(properties: Buffer): boolean {
  for (const { code, operand } of propertiesIn(properties)) {
    if ((code === propertyCode.isDeleted || code === propertyCode.isHidden) && operand[0] === 1) return true;
  }
  return false;
}
