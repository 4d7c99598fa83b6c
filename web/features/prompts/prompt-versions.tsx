'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import type { Prompt, PromptVersion } from '#contracts/prompt';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { listPromptVersions, restorePromptVersion } from '../../lib/api/prompt-changes.ts';
import { useFormat } from '../../lib/i18n/language.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { showToast } from '../../lib/toasts.ts';
import { usePromptWords } from './use-prompt-words.ts';

type PromptVersionsProps = { prompt: Prompt; onRestored: (text: string) => void };

/** What a template said before, newest first; each can be taken again. */
export function PromptVersions({ prompt, onRestored }: PromptVersionsProps) {
  const t = usePromptWords().versions;
  const format = useFormat();
  const refresh = useRefresh(keys.prompts);
  const { mode, name } = prompt;
  const versions = useQuery({
    queryKey: keys.promptVersions(mode, name),
    queryFn: ({ signal }) => listPromptVersions({ mode, name }, signal),
  });
  const restore = useMutation({
    mutationFn: ({ version }: PromptVersion) => restorePromptVersion({ mode, name }, version),
    onSuccess: async ({ text }, { version }) => {
      await refresh();
      onRestored(text);
      showToast({ text: t.restored(format.number(version)) });
    },
  });
  const items = versions.data?.items ?? [];
  const label = ({ version, createdAt }: PromptVersion) =>
    version === 0 ? t.asItCame : [t.version(format.number(version)), createdAt && format.dateTime(createdAt)].filter(Boolean).join(', ');
  return (
    <details>
      <summary className="cursor-pointer text-sm font-medium">{t.title}</summary>
      {items.length <= 1 && <p className="mt-2 text-sm text-muted">{t.none}</p>}
      {restore.isError && <ErrorNotice className="mt-2" error={restore.error} />}
      <ul className="mt-2 divide-y divide-line">
        {items.map((each, index) => (
          <li key={each.version} className="py-2">
            <details>
              <summary className="cursor-pointer text-sm">
                {label(each)} {index === 0 && <span className="text-xs text-muted">({t.current})</span>}
              </summary>
              <p className="mt-2 max-h-60 overflow-y-auto rounded-md bg-sunken px-3 py-2 font-mono text-xs whitespace-pre-wrap">{each.text}</p>
              {index > 0 && (
                <Button size="small" className="mt-2" disabled={restore.isPending} onClick={() => restore.mutate(each)}>
                  {t.restore}
                </Button>
              )}
            </details>
          </li>
        ))}
      </ul>
    </details>
  );
}
