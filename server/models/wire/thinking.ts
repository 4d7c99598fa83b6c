const open = '<think>';
const close = '</think>';

/** How much of the end of `text` may be the beginning of `mark`. */
function heldBack(text: string, mark: string): number {
  for (let length = Math.min(text.length, mark.length - 1); length > 0; length--) {
    if (mark.startsWith(text.slice(-length))) return length;
  }
  return 0;
}

/**
 * Leaves out the thinking that some local models put between <think> and </think> before their answer.
 * Only at the very beginning: later the same letters are part of the answer.
 */
export function withoutThinking(): (delta: string) => string {
  let state: 'undecided' | 'thinking' | 'thought' | 'answering' = 'undecided';
  let waiting = '';
  return (delta) => {
    if (state === 'answering') return delta;
    waiting += delta;
    if (state === 'undecided') {
      const start = waiting.trimStart();
      if (start.length < open.length && open.startsWith(start)) return '';
      state = start.startsWith(open) ? 'thinking' : 'answering';
    }
    if (state === 'thinking') {
      const end = waiting.indexOf(close);
      if (end >= 0) state = 'thought';
      waiting = end >= 0 ? waiting.slice(end + close.length) : waiting.slice(waiting.length - heldBack(waiting, close));
    }
    if (state === 'thought') {
      waiting = waiting.trimStart();
      if (waiting) state = 'answering';
    }
    return state === 'answering' ? waiting : '';
  };
}
