import { AppError } from '../../platform/errors.ts';
import type { LoadLimits, ParsedDocument, SourceFile } from '../document-loader.ts';
import { DocumentWriter } from '../document-writer.ts';
import { readLyrics, readSubStation, readTimedText, type Cue } from '../subtitles/cues.ts';
import { joinCues } from '../subtitles/join-cues.ts';
import { readDecoded } from './text.ts';
import { titleFromName } from './title.ts';

type Format = { read(text: string): Cue[]; title?: RegExp };

/** How subtitles are written, by the id of their loader. */
const formats = {
  subtitles: { read: readTimedText },
  'sub-station': { read: readSubStation, title: /^Title:\s*(\S.*)$/m },
  lyrics: { read: readLyrics, title: /^\[ti:(.+)\]\s*$/m },
} satisfies Record<string, Format>;

/** What is said in a film or a song, a block for each sentence with its time. */
export async function loadSubtitles(file: SourceFile, limits: LoadLimits, format: keyof typeof formats): Promise<ParsedDocument> {
  const { text } = await readDecoded(file, limits);
  const { read, title }: Format = formats[format];
  const writer = new DocumentWriter(limits);
  let speaker: string | undefined;
  for (const cue of joinCues(read(text))) {
    const said = cue.speaker && cue.speaker !== speaker ? `${cue.speaker}: ${cue.text}` : cue.text;
    speaker = cue.speaker;
    writer.add('paragraph', said, { time: { startMs: cue.startMs, endMs: Math.max(cue.startMs, cue.endMs) } });
  }
  if (writer.isEmpty) throw new AppError('unsupported', 'The subtitles hold no text', { hint: 'Check that they were exported completely.' });
  const named = title?.exec(text)?.[1]?.trim();
  return writer.finish({ title: named || titleFromName(file.name), notes: [] });
}
