import path from 'node:path';

const nameMaxChars = 150;
const extensionByType: Readonly<Record<string, string>> = {
  'text/html': '.html',
  'application/xhtml+xml': '.html',
  'application/pdf': '.pdf',
  'text/plain': '.txt',
  'text/markdown': '.md',
  'text/csv': '.csv',
  'application/json': '.json',
};

/** Nothing in it looks like a path, a drive or a control character. */
function plainName(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffd]/gu, ' ')
    .replace(/[\\/]/g, '-')
    .replace(/^([a-z]):/i, '$1 -')
    .replace(/\s+/g, ' ')
    .trim();
  const cut = [...plain].slice(0, nameMaxChars).join('').trim();
  return /^\.*$/.test(cut) ? '' : cut;
}

function decodePath(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The name a page is shown by: its title; else the last part of its address; else its host. It ends as its type is usually spelled. */
export function pageName(url: URL, mediaType: string, title: string): string {
  const last = decodePath(url.pathname).split('/').findLast((part) => part !== '') ?? '';
  const name = plainName(title) || plainName(last) || url.hostname;
  const extension = extensionByType[mediaType] ?? path.extname(plainName(last)).slice(0, 10);
  return name.toLowerCase().endsWith(extension) ? name : name + extension;
}
