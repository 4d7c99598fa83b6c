import { walkXml } from '../xml.ts';

/** Comments of a sheet in its order, each with the address of its cell. */
export function readSheetComments(xml: string): string[] {
  const comments: string[] = [];
  let isText = false;
  walkXml(xml, {
    open(name, attribute) {
      if (name === 'comment') comments.push(`${attribute('ref') ?? ''}: `);
      isText = name === 't' && comments.length > 0;
    },
    close: () => (isText = false),
    text(text) {
      if (isText) comments.push((comments.pop() ?? '') + text);
    },
  });
  return comments;
}
