import { walkXml } from '../xml.ts';

/** Texts the cells refer to by their number; readings written above Chinese characters are left out. */
export function readSharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let isText = false;
  let isReading = false;
  walkXml(xml, {
    open(name) {
      if (name === 'si') strings.push('');
      else if (name === 'rPh') isReading = true;
      isText = name === 't' && !isReading;
    },
    close(name) {
      if (name === 'rPh') isReading = false;
      isText = false;
    },
    text(text) {
      if (isText) strings.push((strings.pop() ?? '') + text);
    },
  });
  return strings;
}
