'use client';

import { QueryState } from '../../components/query-state.tsx';
import { useTools } from '../../lib/queries.ts';
import { Section } from '../../components/section.tsx';
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
        <QueryState query={tools} rows={5} rowClass="h-12" />
        <ToolList tools={tools.data?.items.filter(({ server }) => !server) ?? []} />
      </Section>
      <ToolServersSection tools={tools.data?.items ?? []} askedAt={tools.dataUpdatedAt} />
    </>
  );
}
