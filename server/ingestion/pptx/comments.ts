import { walkXml } from '../xml.ts';

/** Names by id, from the part of the older form (commentAuthors) or the newer (authors). */
export function readAuthors(xml: string): Map<string, string> {
  const authors = new Map<string, string>();
  walkXml(xml, {
    open(name, attribute) {
      if (name === 'cmAuthor' || name === 'author') authors.set(attribute('id') ?? '', attribute('name') ?? '');
    },
    close() {},
    text() {},
  });
  return authors;
}

/** Comments on a slide and the replies to them, each with its author's name. */
export function readSlideComments(xml: string, authors: ReadonlyMap<string, string>): string[] {
  const comments: string[] = [];
  let isText = false;
  walkXml(xml, {
    open(name, attribute) {
      if (name === 'cm' || name === 'reply') {
        const author = authors.get(attribute('authorId') ?? '');
        comments.push(author ? `${author}: ` : '');
      }
      isText = (name === 'text' || name === 't') && comments.length > 0;
    },
    close: () => (isText = false),
    text(text) {
      if (isText) comments.push((comments.pop() ?? '') + text);
    },
  });
  return comments;
}
