'use client';

import type { Usage } from '#contracts/message';
import { asking as en } from '../../lib/i18n/en/asking.ts';
import { useFormat, useText, useWords } from '../../lib/i18n/language.ts';
import { asking as zh } from '../../lib/i18n/zh/asking.ts';

/** What the answer took: tokens, time and, where prices are known, money; in detail when the pointer rests on it. */
export function AnswerUsage({ usage }: { usage: Usage }) {
  const t = useText().chat.answer;
  const words = useWords({ en, zh }).answer;
  const format = useFormat();
  const { promptTokens, completionTokens, totalMs, firstTokenMs, cost } = usage;
  if (promptTokens + completionTokens === 0) return null;
  const detail = [
    words.prompt(format.number(promptTokens)),
    words.completion(format.number(completionTokens)),
    ...(firstTokenMs === undefined ? [] : [words.firstWord(format.milliseconds(firstTokenMs))]),
    ...(cost ? [words.cost(format.money(cost))] : []),
  ].join(', ');
  return (
    <span className="ml-auto text-xs tabular-nums" title={detail}>
      {t.usage(format.number(promptTokens + completionTokens), format.milliseconds(totalMs))}
      {cost && `, ${format.money(cost)}`}
    </span>
  );
}
