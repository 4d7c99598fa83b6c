import type { TestTranslator, TestTranslatorResult, Translator as PresentedTranslator } from '#contracts/translator';
import type { ChatModel } from '../models/chat-model.ts';
import type { ModelSource } from '../models/model-catalog.ts';
import type { Database } from '../platform/database.ts';
import type { EndpointClient } from '../platform/endpoint-client.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { SettingSource } from '../settings/setting.service.ts';
import { translateText } from './translate-text.ts';
import { findTranslatorKey, writeTranslatorKey } from './translator-key.repository.ts';
import { languageOf, type Translator, type TranslatorParts } from './translator.ts';
import { translators } from './translators/index.ts';

type Context = {
  database: Database;
  secrets: Secrets;
  settings: SettingSource;
  endpoints: EndpointClient;
  chatModels: ModelSource<ChatModel>;
};

/** The turn that something is translated for. */
export type TranslationAsking = {
  /** The model that answers it. */
  answering: ChatModel;
  /** The model that translates, so that what it uses is counted. */
  counted(model: ChatModel): ChatModel;
};

/** Who translates, as the settings have it now. */
export type Translation = {
  /** @throws AppError unavailable when nobody is set up, or of who is */
  open(principal: Principal, asking?: TranslationAsking): Promise<Translator>;
  present(): Promise<PresentedTranslator>;
  /** @throws AppError invalid_request when there is no service that it could be for */
  setApiKey(apiKey: string): Promise<PresentedTranslator>;
  /** Translates once, and says whether that works, and if not, what is wrong. @throws AppError cancelled */
  test(principal: Principal, given: TestTranslator, signal: AbortSignal): Promise<TestTranslatorResult>;
};

const originOf = (url: string) => (url ? new URL(url).origin : undefined);

export function openTranslation({ database, secrets, settings, endpoints, chatModels }: Context): Translation {
  async function partsFor(principal: Principal, asking: TranslationAsking | undefined): Promise<TranslatorParts> {
    const [current, stored] = await Promise.all([settings.get(), findTranslatorKey(database)]);
    const isItsOwn = stored && stored.origin === originOf(current.translatorUrl);
    const counted = asking?.counted ?? ((model) => model);
    return {
      settings: current,
      apiKey: isItsOwn ? secrets.unseal(stored.sealedApiKey) : undefined,
      endpoints,
      getChatModel: async (id) => counted(await chatModels.get(id, principal)),
      answering: asking && counted(asking.answering),
    };
  }

  async function open(principal: Principal, asking?: TranslationAsking): Promise<Translator> {
    const parts = await partsFor(principal, asking);
    for (const each of translators) {
      const translator = await each.open(parts);
      if (translator) return translator;
    }
    throw new AppError('unavailable', 'Nobody is set up to translate', { hint: 'Choose a chat model or a translation service in Settings.' });
  }

  async function present(): Promise<PresentedTranslator> {
    const [{ translatorUrl, translationModel }, stored] = await Promise.all([settings.get(), findTranslatorKey(database)]);
    const kind = translatorUrl ? 'service' : translationModel ? 'model' : 'answering-model';
    return { kind, hasApiKey: stored !== undefined && stored.origin === originOf(translatorUrl) };
  }

  return {
    open,
    present,
    async setApiKey(apiKey) {
      const origin = originOf((await settings.get()).translatorUrl);
      if (apiKey && !origin) throw new AppError('invalid_request', 'Enter the address of the translation service first', { field: 'apiKey' });
      await writeTranslatorKey(database, apiKey && origin ? { origin, sealedApiKey: secrets.seal(apiKey) } : undefined);
      return present();
    },
    async test(principal, { text, to }, signal) {
      const startedAt = performance.now();
      const latencyMs = () => Math.round(performance.now() - startedAt);
      try {
        const translation = await translateText(await open(principal), text, { from: languageOf(text), to }, signal);
        return { ok: true, message: translation, latencyMs: latencyMs() };
      } catch (error) {
        if (!(error instanceof AppError) || signal.aborted) throw error;
        return { ok: false, message: error.message, hint: error.hint, latencyMs: latencyMs() };
      }
    },
  };
}
