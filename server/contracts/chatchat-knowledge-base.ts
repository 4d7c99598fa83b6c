import { z } from 'zod';
import { distanceLimits } from '#contracts/chatchat';
import { descriptionMaxChars } from '#contracts/knowledge-base';
import { queryMaxChars } from '#contracts/search';

const name = z.string().max(200);
const fileNames = z.array(z.string().max(300)).max(1_000);

/** A chunk as LangChain writes it. */
export const SuppliedDocument = z.object({ page_content: z.string(), metadata: z.record(z.string(), z.unknown()).default({}) });
export type SuppliedDocument = z.infer<typeof SuppliedDocument>;

/** Chunks by the name of their file. */
export const SuppliedDocuments = z.record(z.string(), z.array(SuppliedDocument).max(5_000));
export type SuppliedDocuments = z.infer<typeof SuppliedDocuments>;

/** In JSON fields, or as the JSON text that old clients put into them. */
function orJsonText<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value, context) => {
    if (typeof value !== 'string') return value;
    if (value.trim() === '') return {};
    try {
      return JSON.parse(value) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'invalid JSON' });
      return z.NEVER;
    }
  }, schema);
}

/** Left out: as the knowledge base splits. What lies beyond its bounds is taken to be at them. */
const splitting = {
  chunk_size: z.coerce.number().int().min(1).max(100_000).optional(),
  chunk_overlap: z.coerce.number().int().min(0).max(100_000).optional(),
  zh_title_enhance: z.union([z.boolean(), z.stringbool()]).optional(),
};
export const ChosenSplitting = z.object(splitting);
export type ChosenSplitting = z.infer<typeof ChosenSplitting>;

export const CreateKnowledgeBaseRequest = z.object({
  knowledge_base_name: z.string(),
  /** By its old name (milvus, zilliz, pg, es), or the one it has here. */
  vector_store_type: z.string().max(50).default('faiss'),
  /** Id or plain name of an embedding model; one that is not known is the default one. */
  embed_model: z.string().max(200).nullish(),
  kb_info: z.string().max(descriptionMaxChars).nullish(),
});
export type CreateKnowledgeBaseRequest = z.infer<typeof CreateKnowledgeBaseRequest>;

export const KnowledgeBaseNameQuery = z.object({ knowledge_base_name: name });

export const UpdateInfoRequest = z.object({ knowledge_base_name: name, kb_info: z.string().max(descriptionMaxChars) });

export const SearchDocsRequest = z.object({
  query: z.string().max(queryMaxChars).default(''),
  knowledge_base_name: name,
  top_k: z.number().int().min(1).max(1_000).default(3),
  score_threshold: z.number().min(distanceLimits.min).max(distanceLimits.max).default(distanceLimits.default),
  /** `%` stands for anything. */
  file_name: z.string().max(200).default(''),
  /** What the metadata must hold, word for word. */
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});
export type SearchDocsRequest = z.infer<typeof SearchDocsRequest>;

/** `score` is a distance; 3 where nothing was searched for. */
export const FoundDocument = SuppliedDocument.extend({ type: z.literal('Document'), id: z.string(), score: z.number() });
export type FoundDocument = z.infer<typeof FoundDocument>;

const flag = (otherwise: boolean) => z.union([z.boolean(), z.stringbool()]).default(otherwise);

/** The fields of the form beside `files`. */
export const UploadDocsForm = z.object({
  knowledge_base_name: name,
  override: flag(false),
  to_vector_store: flag(true),
  docs: orJsonText(SuppliedDocuments).default({}),
  ...splitting,
});
export type UploadDocsForm = z.infer<typeof UploadDocsForm>;

export const UploadTempDocsForm = z.object({ prev_id: z.string().max(64).optional(), ...splitting });
export type UploadTempDocsForm = z.infer<typeof UploadTempDocsForm>;

export const UpdateDocsRequest = z.object({
  knowledge_base_name: name,
  file_names: fileNames,
  override_custom_docs: z.boolean().default(false),
  docs: orJsonText(SuppliedDocuments).default({}),
  ...splitting,
});
export type UpdateDocsRequest = z.infer<typeof UpdateDocsRequest>;

/** By the id of the chunk; `null` and blank text remove it. */
export const UpdateDocsByIdRequest = z.object({
  knowledge_base_name: name,
  docs: orJsonText(z.record(z.string(), z.union([z.null(), SuppliedDocument]))),
});
export type UpdateDocsByIdRequest = z.infer<typeof UpdateDocsByIdRequest>;

export const DeleteDocsRequest = z.object({ knowledge_base_name: name, file_names: fileNames, delete_content: z.boolean().default(false) });
export type DeleteDocsRequest = z.infer<typeof DeleteDocsRequest>;

export const DownloadDocQuery = z.object({ knowledge_base_name: name, file_name: z.string().max(300), preview: z.stringbool().default(false) });

/** The store and the embedding model of the knowledge base stay. */
export const RecreateVectorStoreRequest = z.object({ knowledge_base_name: name, allow_empty_kb: z.boolean().default(true), ...splitting });
export type RecreateVectorStoreRequest = z.infer<typeof RecreateVectorStoreRequest>;

const summary = {
  knowledge_base_name: name,
  model_name: z.string().max(200).nullish(),
  /** What the reader wants to know of the file above all. */
  file_description: z.string().max(500).default(''),
};
export const SummarizeFileRequest = z.object({ ...summary, file_name: z.string().max(300) });
export type SummarizeFileRequest = z.infer<typeof SummarizeFileRequest>;
export const SummarizeDocIdsRequest = z.object({ ...summary, doc_ids: z.array(z.string().regex(/^\d{1,15}$/)).max(500).default([]) });
export type SummarizeDocIdsRequest = z.infer<typeof SummarizeDocIdsRequest>;
export const SummarizeAllRequest = z.object(summary);
export type SummarizeAllRequest = z.infer<typeof SummarizeAllRequest>;
