'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Plug, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Tool, ToolServer } from '#contracts/tool';
import { Button } from '../../components/button.tsx';
import { EmptyLine } from '../../components/empty-line.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { listToolServers } from '../../lib/api/tool-setup.ts';
import { keys } from '../../lib/queries.ts';
import { ToolServerRow } from './tool-server-row.tsx';
import { useToolingWords } from './use-tooling-words.ts';

const ToolServerDialog = dynamic(() => import('./tool-server-dialog.tsx').then((module) => module.ToolServerDialog));

/** The servers that bring tools, each with its tools. They tell their state once they were asked for them. */
export function ToolServersSection({ tools, askedAt }: { tools: readonly Tool[]; askedAt: number }) {
  const t = useToolingWords().servers;
  const servers = useQuery({
    queryKey: [...keys.toolServers, askedAt],
    queryFn: ({ signal }) => listToolServers(signal),
    placeholderData: keepPreviousData,
  });
  const [editing, setEditing] = useState<ToolServer | 'new'>();
  return (
    <Section title={t.title} text={t.intro}>
      {servers.isPending && <Skeleton rows={1} rowClass="h-14" />}
      {servers.isError && <ErrorNotice error={servers.error} onRetry={() => void servers.refetch()} />}
      {servers.data?.total === 0 && (
        <EmptyLine icon={<Plug size={18} aria-hidden />} title={t.none}>
          {t.noneText}
        </EmptyLine>
      )}
      <ul className="space-y-3">
        {servers.data?.items.map((server) => (
          <ToolServerRow
            key={server.id}
            server={server}
            tools={tools.filter((tool) => tool.server?.id === server.id)}
            onEdit={() => setEditing(server)}
          />
        ))}
      </ul>
      <Button onClick={() => setEditing('new')}>
        <Plus size={15} aria-hidden />
        {t.add}
      </Button>
      {editing && <ToolServerDialog server={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </Section>
  );
}
