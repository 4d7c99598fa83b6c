/** What is shown at once, without the marks of its format. `speaker` where the file names one. */
export type Cue = { startMs: number; endMs: number; text: string; speaker?: string };

/** Arrow between two times; srt writes a comma before the milliseconds, vtt a point, and may leave out the hours. */
const timing = /^\s*((?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3})/;
const lyricTime = /\[(\d+:\d{1,2}(?:[.:]\d{1,3})?)\]/g;
/** A line of a song is shown until the next; the last one for this long. */
const lastLyricMs = 5_000;

/** Cues of an srt or vtt file: whatever follows a line with an arrow, up to the next empty line. */
export function readTimedText(text: string): Cue[] {
  const cues: Cue[] = [];
  let cue: Cue | undefined;
  for (const line of text.split(/\r\n?|\n/)) {
    const [, start, end] = timing.exec(line) ?? [];
    if (start && end) {
      // Where no empty line parts two cues, the number of the next one was taken for text.
      if (cue) cue.text = cue.text.replace(/\n?(?<!\d)\d+$/, '');
      cue = { startMs: milliseconds(start), endMs: milliseconds(end), text: '' };
      cues.push(cue);
    } else if (line.trim() === '') {
      cue = undefined;
    } else if (cue) {
      cue.speaker ??= /<v(?:\.[^\s<>]*)?\s+([^<>]+)>/.exec(line)?.[1]?.trim();
      cue.text += `${cue.text && '\n'}${withoutMarkup(line)}`;
    }
  }
  return cues;
}

/** Dialogue of an ass or ssa file; the last field is the text and may hold commas. */
export function readSubStation(text: string): Cue[] {
  const cues: Cue[] = [];
  let fields: string[] = [];
  let isEvents = false;
  for (const line of text.split(/\r\n?|\n/)) {
    const [, key, value = ''] = /^(Format|Dialogue):\s*(.*)$/i.exec(line) ?? [];
    if (line.startsWith('[')) isEvents = /^\[events\]/i.test(line);
    else if (isEvents && key === 'Format') fields = value.split(',').map((field) => field.trim().toLowerCase());
    else if (isEvents && key === 'Dialogue') cues.push(dialogue(value.split(','), fields));
  }
  return cues.toSorted((a, b) => a.startMs - b.startMs);
}

function dialogue(values: readonly string[], fields: readonly string[]): Cue {
  const valueOf = (field: string) => values[fields.indexOf(field)]?.trim() ?? '';
  const shown = values.slice(Math.max(0, fields.indexOf('text'))).join(',');
  const isDrawing = /\{[^{}]*\\p[1-9]/.test(shown);
  const text = isDrawing ? '' : shown.replace(/\{[^{}]*\}/g, '').replace(/\\N/g, '\n').replace(/\\[nh]/g, ' ');
  return { startMs: milliseconds(valueOf('start')), endMs: milliseconds(valueOf('end')), text, speaker: valueOf('name') || undefined };
}

/** Lines of a song, each at the times before it. */
export function readLyrics(text: string): Cue[] {
  const offsetMs = Number(/^\[offset:\s*([+-]?\d+)\]/m.exec(text)?.[1] ?? 0);
  const cues: Cue[] = [];
  for (const line of text.split(/\r\n?|\n/)) {
    const shown = line.replace(lyricTime, '').replace(/<\d+:\d+(?:\.\d+)?>/g, '');
    for (const [, time = ''] of line.matchAll(lyricTime)) {
      const startMs = Math.max(0, milliseconds(time.replace(/^(\d+:\d+):/, '$1.')) - offsetMs);
      cues.push({ startMs, endMs: startMs + lastLyricMs, text: shown });
    }
  }
  const sorted = cues.toSorted((a, b) => a.startMs - b.startMs);
  return sorted.map((cue, index) => ({ ...cue, endMs: sorted[index + 1]?.startMs ?? cue.endMs }));
}

function milliseconds(time: string): number {
  const [seconds = 0, minutes = 0, hours = 0] = time.replace(',', '.').split(':').reverse().map(Number);
  return Math.round((hours * 3600 + minutes * 60 + seconds) * 1000) || 0;
}

function withoutMarkup(line: string): string {
  return line
    .replace(/<\/?[a-z\d][^<>]*>|\{\\[^{}]*\}/gi, '')
    .replace(/&(lt|gt|amp|nbsp|lrm|rlm);/g, (_, name: string) => ({ lt: '<', gt: '>', amp: '&', nbsp: ' ' })[name] ?? '');
}
