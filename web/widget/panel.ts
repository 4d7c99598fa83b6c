import { answerView } from './answer-view.ts';
import { ask, AskRefused, type Exchange, type Place } from './ask.ts';
import { element } from './element.ts';
import type { Words } from './words.ts';

const exchangesKept = 6;

/** The conversation: a log, a field, and a button that sends or stops. It is kept until the page is left. */
export function createPanel(words: Words, title: string, place: Place, onClose: () => void): { root: HTMLElement; focus(): void } {
  const close = element('button', { class: 'close', type: 'button', 'aria-label': words.close }, '×');
  const log = element('div', { class: 'log', role: 'log', 'aria-live': 'polite', tabindex: '0' }, element('p', { class: 'greeting' }, words.greeting));
  const field = element('textarea', { rows: '1', maxlength: '4000', placeholder: words.placeholder, 'aria-label': words.placeholder });
  const button = element('button', { class: 'send', type: 'submit' }, words.send);
  const form = element('form', {}, field, button);
  const root = element('div', { class: 'panel', role: 'dialog', 'aria-label': title }, element('header', {}, title, close), log, form);
  const earlier: Exchange[] = [];
  let running: AbortController | undefined;

  async function answer(question: string): Promise<void> {
    const view = answerView(words);
    log.append(element('p', { class: 'question' }, question), view.root);
    running = new AbortController();
    button.textContent = words.stop;
    try {
      for await (const event of ask(place, { question, earlier: earlier.slice(-exchangesKept) }, running.signal)) {
        view.show(event);
        log.scrollTop = log.scrollHeight;
      }
    } catch (error) {
      const wait = error instanceof AskRefused ? error.retryAfterSeconds : undefined;
      view.fail(running.signal.aborted ? '' : wait ? words.tooMany(wait) : words.failed);
    } finally {
      running = undefined;
      button.textContent = words.send;
      earlier.push({ question, answer: view.text() });
      log.scrollTop = log.scrollHeight;
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const question = field.value.trim();
    if (running) running.abort();
    else if (question !== '') {
      field.value = '';
      void answer(question);
    }
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!running) form.requestSubmit();
  });
  root.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
  });
  close.addEventListener('click', onClose);
  return { root, focus: () => field.focus() };
}
