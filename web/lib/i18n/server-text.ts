import { useEffect } from 'react';
import { closed, sentences } from '../sentences.ts';
import { createStore, useStore } from '../store.ts';
import { useLocale } from './language.ts';

type Translate = (text: string) => string;

const asSaid: Translate = (text) => text;

/** Says it in Chinese as soon as the catalogue is here, which the first page does without. */
const chinese = createStore<Translate>(asSaid);

let loading: Promise<void> | undefined;

function loadChinese(): void {
  loading ??= import('./zh/in-chinese.ts').then(
    ({ inChinese }) => chinese.set(() => inChinese),
    () => void (loading = undefined),
  );
}

/** Puts what the server said into the reader's language, as far as it is known there. */
export function useServerText(): Translate {
  const isChinese = useLocale() === 'zh';
  const translate = useStore(chinese, (present) => present);
  useEffect(() => {
    if (isChinese) loadChinese();
  }, [isChinese]);
  return isChinese ? translate : asSaid;
}

/** Puts what the server said, and its hint, one after another, in the reader's language. */
export function useServerWords(): typeof sentences {
  const translate = useServerText();
  const sentenceOf = (text: string | undefined) => {
    if (!text) return undefined;
    const told = translate(text);
    return told === text ? text : closed(told, '。');
  };
  return (...texts) => sentences(...texts.map(sentenceOf));
}
