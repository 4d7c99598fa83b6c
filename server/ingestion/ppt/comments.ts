import { pptRecords, recordType } from './records.ts';

const authorInstance = 0;
const textInstance = 1;
/** From a slide to its comments, each a container in the one before. */
const way: readonly number[] = [recordType.programTags, recordType.programTag, recordType.programData];

/** Comments on a slide, each with its author's name. */
export function readPptComments(data: Buffer, depth = 0): string[] {
  const comments: string[] = [];
  for (const record of pptRecords(data)) {
    if (depth < way.length && record.type === way[depth]) comments.push(...readPptComments(record.data, depth + 1));
    else if (depth === way.length && record.type === recordType.comment) comments.push(commentOf(record.data));
  }
  return comments;
}

function commentOf(data: Buffer): string {
  const texts = new Map<number, string>();
  for (const record of pptRecords(data)) if (record.type === recordType.text) texts.set(record.instance, record.data.toString('utf16le'));
  const author = texts.get(authorInstance);
  return `${author ? `${author}: ` : ''}${texts.get(textInstance) ?? ''}`;
}
