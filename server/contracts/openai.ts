import { z } from 'zod';
import { generationParameters, maxTokensLimits, temperatureLimits } from '#contracts/generation';

/** The part of OpenAI's protocol that is spoken at /v1. What has no effect on the answer is accepted; what is not supported is refused by its name. */

const messagesLimit = 1_000;
const toolsLimit = 128;
const stopReasons = ['stop', 'length', 'tool_calls'] as const;

const refuseUnknown = (issue: { code?: string }) => (issue.code === 'unrecognized_keys' ? 'is not supported here, leave it out' : undefined);
const only = <Value extends string | number | boolean>(value: Value) =>
  z.literal(value, { error: `may only be ${JSON.stringify(value)} here; leave it out` }).nullish();
const TextPart = z.strictObject({ type: z.literal('text'), text: z.string() });
const Content = z.union([z.string(), z.array(TextPart).min(1)], {
  error: 'must be a text, or parts of type "text"; pictures, sound and files are not supported here',
});

export const OpenAiToolCall = z.object({
  id: z.string().min(1).max(200),
  type: z.literal('function'),
  function: z.object({ name: z.string().min(1).max(200), arguments: z.string() }),
});
export type OpenAiToolCall = z.infer<typeof OpenAiToolCall>;

const OpenAiTool = z.strictObject({
  type: z.literal('function', { error: 'must be "function"' }),
  function: z.strictObject(
    {
      name: z.string().regex(/^[\w-]{1,64}$/, 'must be letters, digits, _ and -, 64 at most'),
      description: z.string().max(10_000).optional(),
      parameters: z.record(z.string(), z.unknown()).optional(),
      strict: only(false),
    },
    { error: refuseUnknown },
  ),
});
export type OpenAiTool = z.infer<typeof OpenAiTool>;

const ToolChoice = z.union([z.enum(['auto', 'none', 'required']), z.strictObject({ type: z.literal('function'), function: z.strictObject({ name: z.string() }) })], {
  error: 'must be "auto", "none", "required" or {"type": "function", "function": {"name": ...}}',
});

/** An answer may be sent back as it was received. */
const AnswerGiven = z.strictObject(
  {
    role: z.literal('assistant'),
    content: Content.nullish(),
    refusal: z.string().nullish(),
    citations: z.unknown().optional(),
    annotations: z.unknown().optional(),
    audio: z.null().optional(),
    function_call: z.null().optional(),
    tool_calls: z.array(OpenAiToolCall).max(toolsLimit).nullish(),
  },
  { error: refuseUnknown },
);

export const ChatCompletionMessage = z.discriminatedUnion(
  'role',
  [
    z.strictObject({ role: z.enum(['system', 'developer', 'user']), content: Content }, { error: refuseUnknown }),
    AnswerGiven,
    z.strictObject({ role: z.literal('tool'), tool_call_id: z.string().min(1).max(200), content: Content }, { error: refuseUnknown }),
  ],
  { error: 'must be system, developer, user, assistant or tool' },
);
export type ChatCompletionMessage = z.infer<typeof ChatCompletionMessage>;

const MaxTokens = z.number().int().min(maxTokensLimits.min).max(maxTokensLimits.max).nullish();

export const ChatCompletionRequest = z.strictObject(
  {
    /** Id of a chat model, or `kb:<name>` or `kb:<id>` of a knowledge base, as GET /v1/models lists them; `default` is the chat model of the settings. */
    model: z.string().min(1).max(200),
    messages: z.array(ChatCompletionMessage).min(1).max(messagesLimit),
    stream: z.boolean().nullish(),
    stream_options: z.strictObject({ include_usage: z.boolean().optional() }, { error: refuseUnknown }).nullish(),
    temperature: z.number().min(temperatureLimits.min).max(temperatureLimits.max).nullish(),
    max_tokens: MaxTokens,
    max_completion_tokens: MaxTokens,
    n: only(1),
    top_p: generationParameters.topP.nullish(),
    presence_penalty: generationParameters.presencePenalty.nullish(),
    frequency_penalty: generationParameters.frequencyPenalty.nullish(),
    seed: generationParameters.seed.nullish(),
    logprobs: only(false),
    top_logprobs: only(0),
    stop: z.union([generationParameters.stop.element, generationParameters.stop], { error: 'must be a text, or a list of texts' }).nullish(),
    tools: z.array(OpenAiTool).max(toolsLimit).nullish(),
    tool_choice: ToolChoice.nullish(),
    parallel_tool_calls: only(true),
    response_format: z.strictObject({ type: z.literal('text', { error: 'must be "text"' }) }, { error: refuseUnknown }).nullish(),
    user: z.string().nullish(),
    metadata: z.record(z.string(), z.string()).nullish(),
    store: z.boolean().nullish(),
  },
  { error: refuseUnknown },
);
export type ChatCompletionRequest = z.infer<typeof ChatCompletionRequest>;

/** An addition to the protocol: where in a document the number in the answer points. `start` and `end` are offsets into the document's text. */
export const Citation = z.object({
  number: z.number().int(),
  document: z.string(),
  document_id: z.string(),
  quote: z.string(),
  page: z.number().int().optional(),
  start: z.number().int(),
  end: z.number().int(),
  score: z.number(),
});
export type Citation = z.infer<typeof Citation>;

export const CompletionUsage = z.object({ prompt_tokens: z.number(), completion_tokens: z.number(), total_tokens: z.number() });
export type CompletionUsage = z.infer<typeof CompletionUsage>;

const FinishReason = z.enum(stopReasons);

export const ChatCompletion = z.object({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.number().int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.literal(0),
      message: z.object({
        role: z.literal('assistant'),
        /** Null where the model only calls tools. */
        content: z.string().nullable(),
        tool_calls: z.array(OpenAiToolCall).optional(),
        /** The same text again, where the documents do not tell. */
        refusal: z.string().nullable(),
        citations: z.array(Citation).optional(),
      }),
      logprobs: z.null(),
      finish_reason: FinishReason,
    }),
  ),
  usage: CompletionUsage,
});
export type ChatCompletion = z.infer<typeof ChatCompletion>;

export const ChatCompletionChunk = z.object({
  id: z.string(),
  object: z.literal('chat.completion.chunk'),
  created: z.number().int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.literal(0),
      delta: z.object({
        role: z.literal('assistant').optional(),
        content: z.string().optional(),
        /** Whole calls, each in a chunk of its own. */
        tool_calls: z.array(OpenAiToolCall.extend({ index: z.number().int() })).optional(),
        refusal: z.string().optional(),
        citations: z.array(Citation).optional(),
      }),
      logprobs: z.null(),
      finish_reason: FinishReason.nullable(),
    }),
  ),
  usage: CompletionUsage.nullish(),
});
export type ChatCompletionChunk = z.infer<typeof ChatCompletionChunk>;

export const embeddingInputsLimit = 2_048;
const EmbeddingText = z.string().min(1);

export const EmbeddingsRequest = z.strictObject(
  {
    /** Id of an embedding model, as GET /v1/models lists them. */
    model: z.string().min(1).max(200),
    input: z.union([EmbeddingText, z.array(EmbeddingText).min(1).max(embeddingInputsLimit)], {
      error: `must be a text, or a list of 1 to ${embeddingInputsLimit} texts, none of them empty; lists of token numbers are not supported here`,
    }),
    encoding_format: z.enum(['float', 'base64']).nullish(),
    /** Only the model's own number. */
    dimensions: z.number().int().min(1).nullish(),
    user: z.string().nullish(),
  },
  { error: refuseUnknown },
);
export type EmbeddingsRequest = z.infer<typeof EmbeddingsRequest>;

export const EmbeddingsResponse = z.object({
  object: z.literal('list'),
  model: z.string(),
  data: z.array(z.object({ object: z.literal('embedding'), index: z.number().int(), embedding: z.union([z.array(z.number()), z.string()]) })),
  usage: z.object({ prompt_tokens: z.number(), total_tokens: z.number() }),
});
export type EmbeddingsResponse = z.infer<typeof EmbeddingsResponse>;

export const ListedModel = z.object({
  id: z.string(),
  object: z.literal('model'),
  /** Seconds since 1970; 0 where it is not known. */
  created: z.number().int(),
  owned_by: z.string(),
});
export type ListedModel = z.infer<typeof ListedModel>;

export const OpenAiErrorBody = z.object({
  error: z.object({ message: z.string(), type: z.string(), param: z.string().nullable(), code: z.string().nullable() }),
});
export type OpenAiErrorBody = z.infer<typeof OpenAiErrorBody>;
