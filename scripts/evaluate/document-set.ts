import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type Question, type QuestionSet, readObjects, unitOf } from './question-set.ts';

const EvidencePage = z.object({ page_0based: z.number().int(), best_page_1based: z.number().int().optional() });
const DocumentQuestion = z.object({
  id: z.string(),
  text: z.string(),
  /** The pages of `doc` that hold the answer. */
  doc: z.string().optional(),
  evidence: z.array(EvidencePage).optional(),
  /** All documents the answer is put together from. */
  docs: z.array(z.string()).optional(),
});
type DocumentQuestion = z.infer<typeof DocumentQuestion>;

const pageOf = ({ page_0based: index, best_page_1based: best }: z.infer<typeof EvidencePage>) => best ?? index + 1;

function relevantUnits({ doc = '', evidence = [], docs = [] }: DocumentQuestion): string[] {
  return [...docs, ...evidence.map((each) => unitOf('page', doc, pageOf(each)))];
}

/** Reads the files in docs/, and queries.jsonl with the page or the files each answer comes from. Their answers are in nobody's words, so none is compared. */
export async function readDocumentSet(folder: string): Promise<QuestionSet> {
  const names = (await readdir(path.join(folder, 'docs'))).sort();
  const contents = await Promise.all(names.map((name) => readFile(path.join(folder, 'docs', name))));
  const questions = await readObjects(DocumentQuestion, path.join(folder, 'queries.jsonl'));
  const answerable = questions.map((each): Question => ({ id: each.id, text: each.text, answers: [], relevance: new Map(relevantUnits(each).map((unit) => [unit, 1])) }));
  return {
    name: path.basename(path.resolve(folder)),
    documents: names.map((name, index) => ({ id: name, name, content: new Blob([contents[index]!]) })),
    answerable,
    unanswerable: [],
    unit: questions.some(({ evidence }) => evidence) ? 'page' : 'documents',
  };
}
