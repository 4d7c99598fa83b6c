import { z } from 'zod';
import { queryMaxChars } from '#contracts/search';
import { TranslationLanguage } from '#contracts/conversation';

/** Who translates: a service, a chat model that the settings name, or the chat model that answers. */
export const Translator = z.object({
  kind: z.enum(['service', 'model', 'answering-model']),
  /** Whether a key is stored for the service; the key itself never leaves the server. */
  hasApiKey: z.boolean(),
});
export type Translator = z.infer<typeof Translator>;

/** `""` removes the key. It goes only to the host that `translatorUrl` names now. */
export const SetTranslatorKey = z.strictObject({ apiKey: z.string().trim().max(500) });
export type SetTranslatorKey = z.infer<typeof SetTranslatorKey>;

export const TestTranslator = z.strictObject({
  text: z.string().trim().min(1).max(queryMaxChars).default('The kettle holds 1.5 litres [1].'),
  to: TranslationLanguage.default('zh'),
});
export type TestTranslator = z.infer<typeof TestTranslator>;

/** `message` is the translation, or what is wrong. */
export const TestTranslatorResult = z.object({
  ok: z.boolean(),
  message: z.string(),
  hint: z.string().optional(),
  latencyMs: z.number().int(),
});
export type TestTranslatorResult = z.infer<typeof TestTranslatorResult>;
