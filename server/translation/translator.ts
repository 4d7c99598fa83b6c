import type { TranslationLanguage } from '#contracts/conversation';
import type { Settings } from '#contracts/setting';
import type { Translator as PresentedTranslator } from '#contracts/translator';
import type { ChatModel } from '../models/chat-model.ts';
import type { EndpointClient } from '../platform/endpoint-client.ts';
import { analyze, scriptOf } from '../platform/text/terms.ts';

export type Direction = { from: TranslationLanguage; to: TranslationLanguage };

/** Says a piece of text in another language. */
export type Translator = {
  /**
   * @param text with marks like `[3]` for what is not to be translated
   * @throws AppError of the service or the model; `cancelled` when the signal aborts
   */
  translate(text: string, direction: Direction, signal: AbortSignal): Promise<string>;
};

/** What translators are made of. */
export type TranslatorParts = {
  settings: Settings;
  /** Of the service. */
  apiKey: string | undefined;
  endpoints: EndpointClient;
  /** On behalf of who asks. @throws AppError not_found */
  getChatModel(id: string): Promise<ChatModel>;
  /** The model of the turn that is translated for. */
  answering: ChatModel | undefined;
};

export type TranslatorKind = {
  kind: PresentedTranslator['kind'];
  /** Undefined where it is not set up. @throws AppError where it is, but cannot work */
  open(parts: TranslatorParts): Promise<Translator | undefined>;
};

/** The language a text is mostly written in. */
export function languageOf(text: string): TranslationLanguage {
  return scriptOf(analyze(text)) === 'han' ? 'zh' : 'en';
}
