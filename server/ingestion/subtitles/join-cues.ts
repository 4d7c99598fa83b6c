import type { Cue } from './cues.ts';

const sentenceEnd = /[.!?。！？…][”’"')）】」』]*$/;
/** Chinese and Japanese are written without blanks between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。！？；：、（）《》“”「」…]/u;
/** A pause that ends what was said, with or without a mark. */
const pauseMs = 2_500;
/** Speech without any marks is cut here. */
const maxJoinedChars = 400;

/** Cues joined to sentences: a sentence runs on over cues until its mark, a long pause or another speaker. */
export function joinCues(cues: readonly Cue[]): Cue[] {
  const joined: Cue[] = [];
  let lastCue: Cue | undefined;
  for (const cue of cues) {
    const text = joinedLines(cue.text);
    if (text === '') continue;
    // What rolls up is shown again with the next line.
    if (lastCue && text === joinedLines(lastCue.text) && cue.startMs - lastCue.endMs < pauseMs) {
      const shown = joined.at(-1);
      if (shown) shown.endMs = Math.max(shown.endMs, cue.endMs);
      continue;
    }
    const last = joined.at(-1);
    if (last && runsOn(last, { ...cue, text })) {
      last.text = joinTexts(last.text, text);
      last.endMs = Math.max(last.endMs, cue.endMs);
    } else {
      joined.push({ ...cue, text });
    }
    lastCue = cue;
  }
  return joined;
}

function runsOn(last: Cue, next: Cue): boolean {
  if (sentenceEnd.test(last.text) || last.speaker !== next.speaker) return false;
  return next.startMs - last.endMs < pauseMs && last.text.length + next.text.length <= maxJoinedChars;
}

/** Lines of a dialogue begin with a dash each and stay apart. */
function joinedLines(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
  return lines.filter((line) => line !== '').reduce((all, line) => (/^[-–—]\s?\S/.test(line) && all ? `${all}\n${line}` : joinTexts(all, line)), '');
}

function joinTexts(before: string, after: string): string {
  const isUnspaced = unspaced.test(before.at(-1) ?? '') && unspaced.test(after[0] ?? '');
  return before === '' || isUnspaced ? before + after : `${before} ${after}`;
}
