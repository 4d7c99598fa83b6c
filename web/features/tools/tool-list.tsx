'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Tool } from '#contracts/tool';
import { ToolRow } from './tool-row.tsx';

const ToolDialog = dynamic(() => import('./tool-dialog.tsx').then((module) => module.ToolDialog), { loading: () => null });

/** Tools to switch on and to set up. */
export function ToolList({ tools }: { tools: readonly Tool[] }) {
  const [editing, setEditing] = useState<Tool>();
  if (tools.length === 0) return null;
  return (
    <>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {tools.map((tool) => (
          <ToolRow key={tool.id} tool={tool} onEdit={() => setEditing(tool)} />
        ))}
      </ul>
      {editing && <ToolDialog tool={editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}
