import type { WidgetEvent, WidgetSource } from '#contracts/widget';
import { element } from './element.ts';
import type { Words } from './words.ts';

const citationMark = /\[(\d{1,3})\]/;

function sourceBox(words: Words, { document: name, heading, page, quote }: WidgetSource): HTMLElement {
  const place = [name, heading, page === undefined ? undefined : words.page(page)].filter(Boolean).join(' · ');
  return element('div', { class: 'source' }, element('b', {}, place), element('blockquote', {}, quote));
}

/** One answer as it comes. Numbers become buttons once their sources are known, and each shows its quotation. */
export function answerView(words: Words) {
  const state = element('p', { class: 'state' }, words.thinking);
  const note = element('p', { class: 'note', hidden: '' }, words.ownKnowledge);
  const shown = element('p', { class: 'text' });
  const quotation = element('div', { 'aria-live': 'polite' });
  const root = element('div', { class: 'answer' }, state, note, shown, quotation);
  let text = '';
  let openNumber: number | undefined;

  function toggle(source: WidgetSource, button: HTMLElement): void {
    for (const mark of shown.querySelectorAll('.mark')) mark.setAttribute('aria-expanded', 'false');
    openNumber = openNumber === source.number ? undefined : source.number;
    quotation.replaceChildren(...(openNumber === undefined ? [] : [sourceBox(words, source)]));
    button.setAttribute('aria-expanded', String(openNumber !== undefined));
    quotation.scrollIntoView({ block: 'nearest' });
  }

  function markCitations(sources: readonly WidgetSource[]): void {
    const parts = text.split(citationMark).map((part, index) => {
      const source = index % 2 === 1 ? sources.find(({ number }) => number === Number(part)) : undefined;
      if (!source) return index % 2 === 1 ? `[${part}]` : part;
      const button = element('button', { class: 'mark', type: 'button', 'aria-expanded': 'false', title: source.document }, part);
      button.addEventListener('click', () => toggle(source, button));
      return button;
    });
    shown.replaceChildren(...parts);
  }

  return {
    root,
    text: () => text,
    fail(message: string) {
      state.textContent = message;
      state.hidden = false;
    },
    show(event: WidgetEvent) {
      if (event.type === 'waiting') state.textContent = words.waiting(event.place);
      if (event.type === 'own-knowledge') note.hidden = false;
      if (event.type === 'text') {
        state.hidden = true;
        text += event.delta;
        shown.textContent = text;
      }
      if (event.type !== 'end') return;
      markCitations(event.sources);
      state.hidden = event.status !== 'failed';
      if (event.status === 'failed') state.textContent = event.retryAfterSeconds ? words.tooMany(event.retryAfterSeconds) : words.failed;
    },
  };
}
