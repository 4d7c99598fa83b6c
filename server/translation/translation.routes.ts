import { SetTranslatorKey, TestTranslator, TestTranslatorResult, Translator } from '#contracts/translator';
import { route, type Route } from '../platform/http.ts';
import type { Translation } from './translation.service.ts';

export function translationRoutes({ translation }: { translation: Translation }): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/translator',
      summary: 'Who translates bilingual conversations',
      responds: Translator,
      handle: () => translation.present(),
    }),
    route({
      method: 'put',
      path: '/api/translator/key',
      summary: 'Set or remove the API key of the translation service; it is stored encrypted and never shown',
      body: SetTranslatorKey,
      responds: Translator,
      handle: ({ body }) => translation.setApiKey(body.apiKey),
    }),
    route({
      method: 'post',
      path: '/api/translator/test',
      summary: 'Translate a sentence, to see whether it works',
      body: TestTranslator,
      responds: TestTranslatorResult,
      handle: ({ principal, body, signal }) => translation.test(principal, body, signal),
    }),
  ];
}
