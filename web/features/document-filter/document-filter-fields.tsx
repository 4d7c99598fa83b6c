'use client';

import { type DocumentFilter, metadataLimits, tagMaxChars } from '#contracts/document-filter';
import { TextField } from '../../components/text-field.tsx';
import { TokenField } from '../../components/token-field.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { addEntry, addTag, entriesOf, entryText, withoutEmpty } from './filter-parts.ts';

const nameMaxChars = 200;

type DocumentFilterFieldsProps = {
  filter: DocumentFilter;
  onChange: (filter: DocumentFilter) => void;
  /** When a change is complete, not with every key. */
  onSettle?: (filter: DocumentFilter) => void;
};

/** Which documents are searched: by name, tags and metadata. What is left empty lets all through. */
export function DocumentFilterFields({ filter, onChange, onSettle }: DocumentFilterFieldsProps) {
  const t = useText().filter;
  const change = (next: DocumentFilter) => onChange(withoutEmpty(next));
  const settle = (next: DocumentFilter | undefined) => {
    if (!next) return false;
    change(next);
    onSettle?.(withoutEmpty(next));
    return true;
  };
  const removeEntry = (token: string) => {
    const kept = entriesOf(filter).filter((entry) => entryText(entry) !== token);
    settle({ ...filter, metadata: Object.fromEntries(kept.map(({ key, value }) => [key, value])) });
  };
  return (
    <>
      <TextField
        label={t.name}
        hint={t.nameHint}
        placeholder={t.namePlaceholder}
        maxLength={nameMaxChars}
        value={filter.name ?? ''}
        onChange={(written) => change({ ...filter, name: written })}
        onBlur={() => filter.name !== undefined && settle({ ...filter, name: filter.name.trim() })}
      />
      <TokenField
        label={t.tags}
        hint={t.tagsHint}
        maxLength={tagMaxChars}
        tokens={filter.tags ?? []}
        onAdd={(text) => settle(addTag(filter, text))}
        invalid={t.tagInvalid}
        onRemove={(tag) => settle({ ...filter, tags: filter.tags?.filter((each) => each !== tag) })}
        removeLabel={t.remove}
      />
      <TokenField
        label={t.metadata}
        hint={t.metadataHint}
        placeholder={t.metadataPlaceholder}
        maxLength={metadataLimits.keyChars + metadataLimits.valueChars}
        tokens={entriesOf(filter).map(entryText)}
        onAdd={(text) => settle(addEntry(filter, text))}
        invalid={t.metadataInvalid}
        onRemove={removeEntry}
        removeLabel={t.remove}
      />
    </>
  );
}
