import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../server/platform/errors.ts';
import { askQuestions, type Outcome } from './evaluate/ask-questions.ts';
import { startProduct } from './evaluate/product.ts';
import { readDocumentSet } from './evaluate/document-set.ts';
import { readPassageSet } from './evaluate/question-set.ts';
import { report } from './evaluate/report.ts';

const usage = 'Usage: npm run evaluate -- FOLDER... [--chunk-size N] [--chunk-overlap N] [--limit QUESTIONS]';

/** A set of documents as they are has a folder of them; otherwise it is one of passages. */
const readSet = (folder: string) => (existsSync(path.join(folder, 'docs')) ? readDocumentSet(folder) : readPassageSet(folder));

async function evaluate(): Promise<boolean> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'chunk-size': { type: 'string' }, 'chunk-overlap': { type: 'string' }, limit: { type: 'string' } },
  });
  if (positionals.length === 0) throw new Error(usage);
  const numberOf = (value: string | undefined) => (value === undefined ? undefined : Number(value));
  const settings = {
    chunkSize: numberOf(values['chunk-size']),
    chunkOverlap: numberOf(values['chunk-overlap']),
    limit: numberOf(values.limit),
  };
  await using product = await startProduct();
  const outcomes: Outcome[] = [];
  for (const folder of positionals) outcomes.push(await askQuestions(product, await readSet(folder), settings));
  const { text, isHeld } = report(outcomes);
  console.log(text);
  return isHeld;
}

try {
  process.exitCode = (await evaluate()) ? 0 : 1;
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 2;
}
