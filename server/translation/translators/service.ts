import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import type { Direction, TranslatorKind } from '../translator.ts';

const timeoutMs = 30_000;
const maxBytes = 1024 * 1024;
const Answer = z.object({ translatedText: z.string() });
const Refusal = z.object({ error: z.string() });

const hints: Record<number, string> = {
  400: 'Has it both languages installed?',
  403: 'Is the API key right?',
  429: 'It answers only so many requests at a time; try again later.',
};

function read(host: string, status: number, text: string): string {
  const body: unknown = parsed(text);
  const answer = Answer.safeParse(body);
  if (status === 200 && answer.success) return answer.data.translatedText;
  const refusal = Refusal.safeParse(body);
  const problem = refusal.success ? refusal.data.error.slice(0, 300) : `it answered with status ${status} and no translation`;
  throw new AppError(status === 429 ? 'rate_limited' : 'provider_failed', `${host}: ${problem}`, { hint: hints[status] });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Any service that speaks LibreTranslate's protocol: docs.libretranslate.com/guides/api_usage */
export const service: TranslatorKind = {
  kind: 'service',
  async open({ settings, apiKey, endpoints }) {
    if (!settings.translatorUrl) return undefined;
    const url = `${settings.translatorUrl.replace(/\/+$/, '')}/translate`;
    const bodyOf = (text: string, { from, to }: Direction) =>
      JSON.stringify({ q: text, source: from, target: to, format: 'text', ...(apiKey ? { api_key: apiKey } : {}) });
    return {
      async translate(text, direction, signal) {
        const headers = { 'content-type': 'application/json' };
        const answer = await endpoints.ask({ method: 'POST', url, headers, body: bodyOf(text, direction) }, { timeoutMs, maxBytes, signal });
        return read(new URL(url).host, answer.status, answer.text);
      },
    };
  },
};
