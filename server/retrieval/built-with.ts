import { z } from 'zod';

/** What a knowledge base's present chunks and vectors were made with. Questions are embedded with this model, whatever the settings say. */
export const BuiltWith = z.object({
  chunkSize: z.number().int(),
  chunkOverlap: z.number().int(),
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

export function modelKeyOf(model: { id: string; revision: string }): string {
  return `${model.id}@${model.revision}`;
}
