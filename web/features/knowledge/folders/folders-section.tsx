'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { FolderSync } from 'lucide-react';
import { useState } from 'react';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { Button } from '../../../components/button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { QueryState } from '../../../components/query-state.tsx';
import { Section } from '../../../components/section.tsx';
import { followFolder, listFolders } from '../../../lib/api/folders.ts';
import { useText } from '../../../lib/i18n/language.ts';
import { keys, useRefresh } from '../../../lib/queries.ts';
import { FollowFolderForm } from './follow-folder-form.tsx';
import { FolderItem } from './folder-item.tsx';

/** Nothing tells the page of a folder's state, so it is asked while in sight. */
const askEveryMs = 4_000;

/** The folders of the server's computer that a knowledge base follows. */
export function FoldersSection({ knowledgeBase: { id, name } }: { knowledgeBase: KnowledgeBase }) {
  const t = useText().curation.folders;
  const refresh = useRefresh(keys.folders(id));
  const [isChoosing, setChoosing] = useState(false);
  const folders = useQuery({
    queryKey: keys.folders(id),
    queryFn: ({ signal }) => listFolders(id, signal),
    refetchInterval: askEveryMs,
  });
  const followOwn = useMutation({
    mutationFn: () => followFolder(id, { ignore: [] }),
    onSuccess: refresh,
  });
  const items = folders.data?.items ?? [];
  const ownPath = `${name.startsWith('.') ? '_' : ''}${name}/content`;
  const hasOwn = items.some(({ path }) => path.replaceAll('\\', '/').endsWith(`/${ownPath}`));
  return (
    <Section title={t.title} text={t.text}>
      <QueryState query={folders} rows={1} rowClass="h-16" />
      {folders.isSuccess && items.length === 0 && <p className="text-sm text-muted">{t.none}</p>}
      {items.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {items.map((folder) => (
            <FolderItem key={folder.id} folder={folder} />
          ))}
        </ul>
      )}
      {followOwn.isError && <ErrorNotice error={followOwn.error} />}
      {isChoosing ? (
        <FollowFolderForm knowledgeBaseId={id} onClose={() => setChoosing(false)} />
      ) : (
        <div>
          <div className="flex flex-wrap gap-2">
            {folders.isSuccess && !hasOwn && (
              <Button disabled={followOwn.isPending} onClick={() => followOwn.mutate()}>
                <FolderSync size={15} aria-hidden />
                {t.followDefault}
              </Button>
            )}
            <Button onClick={() => setChoosing(true)}>{t.followOther}</Button>
          </div>
          {folders.isSuccess && !hasOwn && <p className="mt-2 text-xs text-muted">{t.followDefaultHint(ownPath)}</p>}
        </div>
      )}
    </Section>
  );
}
