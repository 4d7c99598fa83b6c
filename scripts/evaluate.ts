import { parseArgs } from 'node:util';
import { messageOf } from '../server/platform/errors.ts';
import { askQuestions, type Outcome } from './evaluate/ask-questions.ts';
import { startProduct } from './evaluate/product.ts';
import { readQuestionSet } from './evaluate/question-set.ts';
import { report } from './evaluate/report.ts';

const usage = 'Usage: npm run evaluate -- FOLDER... [--chunk-size N] [--chunk-overlap N] [--limit QUESTIONS]';

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
  for (const folder of positionals) outcomes.push(await askQuestions(product, await readQuestionSet(folder), settings));
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
