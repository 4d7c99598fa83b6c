import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { hasErrnoCode } from '../../server/platform/errors.ts';

const Passage = z.object({ id: z.string(), title: z.string(), text: z.string() });
const Question = z.object({ id: z.string(), text: z.string(), answers: z.array(z.string()) });

/** A file to be taken in. */
export type SourceDocument = { id: string; name: string; content: Blob };
/** `relevance` is graded, by what `unitOf` makes of a hit. */
export type Question = z.infer<typeof Question> & { relevance: ReadonlyMap<string, number> };
export type QuestionSet = {
  name: string;
  documents: SourceDocument[];
  answerable: Question[];
  unanswerable: Question[];
  /** What is to be found: documents where left out, several of which may be needed for one answer, or pages of them. */
  unit?: 'page' | 'documents';
};

/** What a hit counts as. @param id of its document in the set */
export function unitOf(unit: QuestionSet['unit'], id: string, page: number | undefined): string {
  return unit === 'page' ? `${id}#${page}` : id;
}

async function readLines(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
}

export async function readObjects<Schema extends z.ZodType>(schema: Schema, file: string): Promise<z.infer<Schema>[]> {
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

/** Passages of one article may share its name. */
function fileOf({ id, title, text }: z.infer<typeof Passage>): SourceDocument {
  return { id, name: `${title.replaceAll(/[/\\\p{C}]/gu, ' ').slice(0, 150)}.txt`, content: new Blob([text]) };
}

/** Reads corpus.jsonl, queries.jsonl, qrels.tsv, and where there are any queries_unanswerable.jsonl. */
export async function readPassageSet(folder: string): Promise<QuestionSet> {
  const at = (name: string) => path.join(folder, name);
  const relevance = await readRelevance(at('qrels.tsv'));
  const unanswerable = await readObjects(Question, at('queries_unanswerable.jsonl')).catch((error: unknown) => {
    if (hasErrnoCode(error, 'ENOENT')) return [];
    throw error;
  });
  return {
    name: path.basename(path.resolve(folder)),
    documents: (await readObjects(Passage, at('corpus.jsonl'))).map(fileOf),
    answerable: (await readObjects(Question, at('queries.jsonl'))).map((each) => ({ ...each, relevance: relevance.get(each.id) ?? new Map() })),
    unanswerable: unanswerable.map((each) => ({ ...each, relevance: new Map() })),
  };
}
