'use client';

import { Tag as TagIcon } from 'lucide-react';
import type { Document } from '#contracts/document';
import { buttonClass } from '../../components/button.tsx';
import { TokenList } from '../../components/token-list.tsx';
import { Popover } from '../../components/popover.tsx';
import { useText } from '../../lib/i18n/language.ts';
import type { BulkChanges } from './bulk-changes.ts';
import { TagForm } from './tag-form.tsx';

type SelectionTagsProps = { documents: readonly Document[]; bulk: BulkChanges; knownTags: readonly string[] };

/** Adds a tag to the ticked documents, or takes one away from them. */
export function SelectionTags(props: SelectionTagsProps) {
  const t = useText().curation.document;
  return (
    <Popover
      label={t.tags}
      className={buttonClass('quiet', 'small')}
      button={
        <>
          <TagIcon size={14} aria-hidden />
          {t.tags}
        </>
      }
    >
      <TagPanel {...props} />
    </Popover>
  );
}

function TagPanel({ documents, bulk, knownTags }: SelectionTagsProps) {
  const t = useText().curation.document;
  const tags = [...new Set(documents.flatMap((document) => document.tags))].sort();
  return (
    <div className="p-3">
      <TagForm disabled={bulk.isPending} knownTags={knownTags} onAdd={(tag) => bulk.change(documents, { action: 'tag', tag })} />
      <TokenList
        tokens={tags}
        removeLabel={t.removeTag}
        disabled={bulk.isPending}
        onRemove={(tag) => bulk.change(documents.filter((document) => document.tags.includes(tag)), { action: 'untag', tag })}
      />
    </div>
  );
}
