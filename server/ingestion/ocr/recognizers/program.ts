import { findProgram, programFolders, runProgram } from '../../../platform/run-program.ts';
import { toPgm } from '../gray-image.ts';
import { languages, type Recognizer } from '../recognizer.ts';
import { parseTsv } from '../tsv.ts';

const listTimeoutMs = 5_000;
const maxOutputBytes = 16 * 1024 * 1024;
/** Find the blocks of the page, whatever their form. */
const automaticLayout = '3';
/** Several threads gain little on a page, and take the cores of other documents. */
const environment = { OMP_THREAD_LIMIT: '1' };

/** The program `tesseract`; undefined where it, or the data of every language, is not installed. */
export async function findTesseractProgram(folders = programFolders): Promise<Recognizer | undefined> {
  const program = await findProgram('tesseract', folders);
  if (!program) return undefined;
  const run = (args: readonly string[], timeoutMs: number, input?: Uint8Array) =>
    runProgram({ program, args, input, environment, timeoutMs, maxOutputBytes });
  const listed = await run(['--list-langs'], listTimeoutMs).catch(() => '');
  const installed = languages.filter((language) => listed.split(/\s+/).includes(language));
  if (installed.length === 0) return undefined;
  return {
    id: 'tesseract',
    languages: installed,
    recognize: async (image, language, timeoutMs) =>
      parseTsv(await run(['stdin', 'stdout', '-l', language, '--psm', automaticLayout, 'tsv'], timeoutMs, toPgm(image))),
    close: () => Promise.resolve(),
  };
}
