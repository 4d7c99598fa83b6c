import { type DocumentFilter, MetadataKey, metadataLimits, MetadataValue, Tag, tagsPerDocumentLimit } from '#contracts/document-filter';

type Entry = { key: string; value: string };

/** Without the parts that say nothing; `{}` when none is left. */
export function withoutEmpty({ documentIds, tags = [], metadata = {}, name = '' }: DocumentFilter): DocumentFilter {
  return {
    ...(documentIds && { documentIds }),
    ...(name.trim() !== '' && { name }),
    ...(tags.length > 0 && { tags }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

/** As it is sent: a name may be written with blanks around it. */
export function trimmed(filter: DocumentFilter): DocumentFilter {
  return withoutEmpty({ ...filter, name: filter.name?.trim() });
}

export function isFiltering(filter: DocumentFilter | undefined): filter is DocumentFilter {
  return filter !== undefined && Object.keys(withoutEmpty(filter)).length > 0;
}

/** With this tag too; undefined when it cannot be one, or there are as many as may be. */
export function addTag(filter: DocumentFilter, text: string): DocumentFilter | undefined {
  const tag = Tag.safeParse(text).data;
  const tags = filter.tags ?? [];
  if (tag === undefined || tags.length >= tagsPerDocumentLimit) return undefined;
  return { ...filter, tags: [...new Set([...tags, tag])] };
}

/** With this entry too, written `name: value`; undefined when it cannot be one, or there are as many as may be. */
export function addEntry(filter: DocumentFilter, text: string): DocumentFilter | undefined {
  const [, before, after] = /^([^:：]*)[:：](.*)$/s.exec(text) ?? [];
  const [key, value] = [MetadataKey.safeParse(before).data, MetadataValue.safeParse(after).data];
  if (key === undefined || value === undefined) return undefined;
  const metadata = { ...filter.metadata, [key]: value };
  return Object.keys(metadata).length > metadataLimits.entries ? undefined : { ...filter, metadata };
}

export function entryText({ key, value }: Entry): string {
  return `${key}: ${value}`;
}

export function entriesOf({ metadata = {} }: DocumentFilter): Entry[] {
  return Object.entries(metadata).map(([key, value]) => ({ key, value }));
}
