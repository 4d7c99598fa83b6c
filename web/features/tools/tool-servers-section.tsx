'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Plug } from 'lucide-react';
import dynamic from 'next/dynamic';
import type { Tool } from '#contracts/tool';
import { EditableSection } from '../../components/editable-section.tsx';
import { listToolServers } from '../../lib/api/tool-setup.ts';
import { keys } from '../../lib/queries.ts';
import { ToolServerRow } from './tool-server-row.tsx';
import { useToolingWords } from './use-tooling-words.ts';

const ToolServerDialog = dynamic(() => import('./tool-server-dialog.tsx').then((module) => module.ToolServerDialog), { loading: () => null });

/** The servers that bring tools, each with its tools. They tell their state once they were asked for them. */
export function ToolServersSection({ tools, askedAt }: { tools: readonly Tool[]; askedAt: number }) {
  const t = useToolingWords().servers;
  const servers = useQuery({
    queryKey: [...keys.toolServers, askedAt],
    queryFn: ({ signal }) => listToolServers(signal),
    placeholderData: keepPreviousData,
  });
  const toolsOf = (id: string) => tools.filter((tool) => tool.server?.id === id);
  return (
    <EditableSection
      words={t}
      icon={Plug}
      list={servers}
      row={(server, edit) => <ToolServerRow key={server.id} server={server} tools={toolsOf(server.id)} onEdit={edit} />}
      dialog={(server, close) => <ToolServerDialog server={server} onClose={close} />}
    />
  );
}
