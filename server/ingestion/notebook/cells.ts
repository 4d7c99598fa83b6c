import { z } from 'zod';

/** Texts are stored whole or line by line. */
const Lines = z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(''))]).catch('');
const Output = z.object({ text: Lines.optional(), data: z.record(z.string(), z.unknown()).catch({}).default({}), ename: z.string().optional(), evalue: z.string().optional() });
const Cell = z.object({ cell_type: z.string(), source: Lines.optional(), input: Lines.optional(), outputs: z.array(Output).catch([]).default([]) });
const Notebook = z.object({
  cells: z.array(Cell).optional(),
  /** Up to version 3 cells stand in sheets. */
  worksheets: z.array(z.object({ cells: z.array(Cell) })).default([]),
  metadata: z.object({ title: z.string().optional().catch(undefined) }).optional().catch(undefined),
});

/** `shown` are the results as a page where there is one, else as text. */
export type NotebookCell = { type: string; source: string; shown: { html?: string; text: string }[] };

/** Cells of a Jupyter notebook (nbformat 3 and 4); undefined where the text is no notebook. */
export function parseNotebook(text: string): { title?: string; cells: NotebookCell[] } | undefined {
  const { data } = Notebook.safeParse(parsedJson(text));
  if (!data) return undefined;
  const cells = data.cells ?? data.worksheets.flatMap((sheet) => sheet.cells);
  return {
    title: data.metadata?.title,
    cells: cells.map(({ cell_type: type, source, input, outputs }) => ({ type, source: source ?? input ?? '', shown: outputs.map(shownOutput) })),
  };
}

function shownOutput({ text, data, ename, evalue }: z.infer<typeof Output>): NotebookCell['shown'][number] {
  const html = Lines.parse(data['text/html']);
  const failure = ename === undefined ? '' : `${ename}: ${evalue ?? ''}`;
  return { html: /<table[\s>]/i.test(html) ? html : undefined, text: text || Lines.parse(data['text/plain']) || failure };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
