import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { itBehavesLikeARecognizer } from '../recognizer.suite.ts';
import { findTesseractProgram } from './program.ts';

/** A program that speaks the command line of Tesseract and sees the same three words in every picture. */
async function installFake(installedLanguages: readonly string[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-tesseract-'));
  const rows = [
    '4\\t1\\t1\\t1\\t1\\t0\\t100\\t83\\t300\\t21\\t-1\\t',
    ...['Total', 'amount', '1250'].map((word, index) => `5\\t1\\t1\\t1\\t1\\t${index + 1}\\t${100 + 100 * index}\\t83\\t90\\t21\\t95.5\\t${word}`),
  ];
  const script = `#!${process.execPath}
const args = process.argv.slice(2).join(' ');
if (args === '--list-langs') console.log('List of available languages:\\n${installedLanguages.join('\\n')}');
else if (!/^stdin stdout -l (eng|chi_sim) --psm 3 tsv$/.test(args)) process.exit(2);
else process.stdin.once('data', (start) => {
  if (start.subarray(0, 2).toString() !== 'P5') process.exit(3);
  process.stdin.resume().on('end', () => console.log('${rows.join('\\n')}'));
});
`;
  await writeFile(path.join(folder, 'tesseract'), script, { mode: 0o755 });
  return folder;
}

itBehavesLikeARecognizer(async () => findTesseractProgram([await installFake(['eng', 'chi_sim', 'osd'])]));

test('the languages are those installed; without any, or without the program, there is no recogniser', async () => {
  expect((await findTesseractProgram([await installFake(['chi_sim', 'osd'])]))?.languages).toEqual(['chi_sim']);
  expect(await findTesseractProgram([await installFake(['osd'])])).toBeUndefined();
  expect(await findTesseractProgram([await mkdtemp(path.join(tmpdir(), 'lectern-empty-'))])).toBeUndefined();
});
