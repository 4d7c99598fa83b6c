import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { hasErrnoCode } from '../../server/platform/errors.ts';

const SourceDocument = z.object({ id: z.string(), title: z.string(), text: z.string() });
const Question = z.object({ id: z.string(), text: z.string(), answers: z.array(z.string()) });

export type SourceDocument = z.infer<typeof SourceDocument>;
/** `relevance` is graded, by id of the document. */
export type Question = z.infer<typeof Question> & { relevance: ReadonlyMap<string, number> };
export type QuestionSet = { name: string; documents: SourceDocument[]; answerable: Question[]; unanswerable: Question[] };

async function readLines(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
}

async function readObjects<Schema extends z.ZodType>(schema: Schema, file: string): Promise<z.infer<Schema>[]> {
  return (await readLines(file)).map((line) => schema.parse(JSON.parse(line)));
}

async function readRelevance(file: string): Promise<Map<string, Map<string, number>>> {
  const byQuestion = new Map<string, Map<string, number>>();
  for (const line of await readLines(file)) {
    const [questionId = '', documentId = '', grade] = line.split('\t');
    if (!Number.isFinite(Number(grade))) continue;
    byQuestion.set(questionId, (byQuestion.get(questionId) ?? new Map<string, number>()).set(documentId, Number(grade)));
  }
  return byQuestion;
}

/** Reads corpus.jsonl, queries.jsonl, qrels.tsv, and where there are any queries_unanswerable.jsonl. */
export async function readQuestionSet(folder: string): Promise<QuestionSet> {
  const at = (name: string) => path.join(folder, name);
  const relevance = await readRelevance(at('qrels.tsv'));
  const unanswerable = await readObjects(Question, at('queries_unanswerable.jsonl')).catch((error: unknown) => {
    if (hasErrnoCode(error, 'ENOENT')) return [];
    throw error;
  });
  return {
    name: path.basename(path.resolve(folder)),
    documents: await readObjects(SourceDocument, at('corpus.jsonl')),
    answerable: (await readObjects(Question, at('queries.jsonl'))).map((each) => ({ ...each, relevance: relevance.get(each.id) ?? new Map() })),
    unanswerable: unanswerable.map((each) => ({ ...each, relevance: new Map() })),
  };
}
