import { z } from 'zod';
import { knowledgeBasesPerTurnLimit } from '#contracts/conversation';
import { DocumentFilter } from '#contracts/document-filter';
import { DocumentStatus } from '#contracts/document';
import { queryMaxChars, topKLimits } from '#contracts/search';

/** The tools at /mcp: what they take, and the structured content of what they give. */

export const passageCharsLimit = 20_000;
const KnowledgeBases = z
  .array(z.string().min(1).max(80))
  .min(1)
  .max(knowledgeBasesPerTurnLimit)
  .optional()
  .describe('Names or ids of knowledge bases; all of them when left out');

export const SearchTool = {
  input: z.strictObject({
    query: z.string().trim().min(1).max(queryMaxChars).describe('A question or a few words, in Chinese or English'),
    knowledgeBases: KnowledgeBases,
    topK: z.number().int().min(topKLimits.min).max(topKLimits.max).optional().describe('How many passages at most'),
    filter: DocumentFilter.optional().describe('Only documents with these tags, metadata, names or ids'),
  }),
  output: z.object({
    passages: z.array(
      z.object({
        document: z.string(),
        documentId: z.string(),
        text: z.string(),
        score: z.number(),
        page: z.number().int().optional(),
        heading: z.string().optional(),
        start: z.number().int(),
        end: z.number().int(),
      }),
    ),
  }),
};

export const AskTool = {
  input: z.strictObject({ question: SearchTool.input.shape.query.describe('The whole question'), knowledgeBases: KnowledgeBases }),
  output: z.object({
    /** `refused`: the documents do not tell. */
    status: z.enum(['answered', 'refused']),
    answer: z.string(),
    citations: z.array(
      z.object({
        number: z.number().int(),
        document: z.string(),
        documentId: z.string(),
        quote: z.string(),
        page: z.number().int().optional(),
        start: z.number().int(),
        end: z.number().int(),
        score: z.number(),
      }),
    ),
  }),
};

export const ListKnowledgeBasesTool = {
  input: z.strictObject({}),
  output: z.object({
    knowledgeBases: z.array(z.object({ id: z.string(), name: z.string(), description: z.string(), documents: z.number().int() })),
  }),
};

export const ListDocumentsTool = {
  input: z.strictObject({
    knowledgeBase: z.string().min(1).max(80).describe('Name or id of a knowledge base'),
    nameContains: z.string().max(200).optional().describe('Only documents whose name contains this'),
    page: z.number().int().min(1).max(1_000_000).optional().describe('Which hundred of them, from 1'),
  }),
  output: z.object({
    documents: z.array(z.object({ id: z.string(), name: z.string(), status: DocumentStatus, pages: z.number().int().optional(), createdAt: z.string() })),
    total: z.number().int(),
  }),
};

export const ReadSourceTool = {
  input: z.strictObject({
    documentId: z.string().min(1).max(64),
    start: z.number().int().min(0).describe('First character, as a passage or a citation tells it'),
    end: z.number().int().min(0).describe(`Behind the last character; at most ${passageCharsLimit} are read`),
    context: z.number().int().min(0).max(5_000).optional().describe('Characters to read before and after it'),
  }),
  output: z.object({ document: z.string(), before: z.string(), text: z.string(), after: z.string(), totalChars: z.number().int() }),
};

/** One message of the protocol; the server reads one at a time. */
export const JsonRpcMessage = z.looseObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
});

export const JsonRpcFailure = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.null(),
  error: z.object({ code: z.number().int(), message: z.string() }),
});
export type JsonRpcFailure = z.infer<typeof JsonRpcFailure>;
