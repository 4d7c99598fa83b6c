import { TestTranslatorResult, Translator, type TestTranslator } from '#contracts/translator';
import { requestJson } from './request.ts';

export function getTranslator(signal?: AbortSignal) {
  return requestJson(Translator, '/api/translator', { signal });
}

/** `""` removes the key. */
export function setTranslatorKey(apiKey: string) {
  return requestJson(Translator, '/api/translator/key', { method: 'PUT', body: { apiKey } });
}

export function testTranslator(body: Partial<TestTranslator>) {
  return requestJson(TestTranslatorResult, '/api/translator/test', { method: 'POST', body });
}
