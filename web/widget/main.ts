import { element } from './element.ts';
import { createPanel } from './panel.ts';
import { styles } from './styles.ts';
import { wordsIn } from './words.ts';

/** Puts the button and its panel on the page, in a shadow root of their own. */
function embed(script: HTMLScriptElement): void {
  const { key = '', title, language = document.documentElement.lang || navigator.language } = script.dataset;
  const words = wordsIn(language);
  const host = element('div', { lang: language });
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  shadow.adoptedStyleSheets = [sheet];

  const open = element('button', { class: 'open', type: 'button', 'aria-expanded': 'false' }, title ?? words.open);
  const panel = createPanel(words, title ?? words.title, { server: new URL(script.src).origin, key }, () => show(false));
  function show(isOpen: boolean): void {
    panel.root.hidden = !isOpen;
    open.hidden = isOpen;
    open.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) panel.focus();
    else open.focus();
  }
  open.addEventListener('click', () => show(true));
  panel.root.hidden = true;
  shadow.append(open, panel.root);
  document.body.append(host);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  if (document.body) embed(script);
  else document.addEventListener('DOMContentLoaded', () => embed(script));
}
