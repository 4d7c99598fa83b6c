import { z } from 'zod';
import { Splitting } from '#contracts/splitting';

/** What a knowledge base's present chunks and vectors were made with. Questions are embedded with this model, whatever the settings say. */
export const BuiltWith = z.object({
  ...Splitting.shape,
  splitter: Splitting.shape.splitter.default('recursive'),
  titleEnhancement: z.boolean().default(false),
  headingPrefix: z.boolean().default(false),
  embeddingModel: z.string(),
  /** Id and revision of the model: vectors with another key are not comparable. */
  modelKey: z.string(),
  dimensions: z.number().int(),
  vectorStore: z.string(),
});
export type BuiltWith = z.infer<typeof BuiltWith>;

export function parseBuiltWith(json: string | null): BuiltWith | undefined {
  return json === null ? undefined : BuiltWith.parse(JSON.parse(json));
}

/** Two builds that agree in all of this make the same chunks. */
export function splittingOf({ splitter, chunkSize, chunkOverlap, titleEnhancement, headingPrefix }: Splitting): Splitting {
  return { splitter, chunkSize, chunkOverlap, titleEnhancement, headingPrefix };
}

export function modelKeyOf(model: { id: string; revision: string }): string {
  return `${model.id}@${model.revision}`;
}
