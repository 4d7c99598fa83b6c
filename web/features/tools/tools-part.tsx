'use client';

import { useTools } from '../../lib/queries.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { ToolServersSection } from './tool-servers-section.tsx';
import { ToolList } from './tool-list.tsx';
import { useToolingWords } from './use-tooling-words.ts';

/** What agents may call: the tools of Lectern, and the servers that bring others. */
export function ToolsPart() {
  const t = useToolingWords();
  const tools = useTools();
  return (
    <>
      <Section title={t.title} text={t.intro}>
        {tools.isPending && <Skeleton rows={5} rowClass="h-12" />}
        {tools.isError && <ErrorNotice error={tools.error} onRetry={() => void tools.refetch()} />}
        <ToolList tools={tools.data?.items.filter(({ server }) => !server) ?? []} />
      </Section>
      <ToolServersSection tools={tools.data?.items ?? []} askedAt={tools.dataUpdatedAt} />
    </>
  );
}
