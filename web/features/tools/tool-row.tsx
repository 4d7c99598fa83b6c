'use client';

import { useMutation } from '@tanstack/react-query';
import type { Tool } from '#contracts/tool';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Switch } from '../../components/switch.tsx';
import { setUpTool } from '../../lib/api/tool-setup.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { useToolName } from '../chat/agent/tool-names.ts';
import { useToolDescription, useToolingWords } from './use-tooling-words.ts';

/** One tool: its switch, whether it asks first, what it lacks, and the button to set it up. */
export function ToolRow({ tool, onEdit }: { tool: Tool; onEdit: () => void }) {
  const t = useToolingWords();
  const refresh = useRefresh(keys.tools);
  const { id, isOn, needsApproval, needsApiKey, hasApiKey } = tool;
  const name = useToolName()(id);
  const setUp = useMutation({
    mutationFn: (next: boolean) => setUpTool(id, { isOn: next }),
    onSettled: refresh,
  });
  const description = useToolDescription()(tool);
  return (
    <li className="space-y-2 px-4 py-2.5">
      <div className="flex items-center gap-3">
        <Switch label={t.on(name)} isOn={isOn} turn={setUp} />
        <div className="min-w-0 flex-1">
          <h3 className="text-sm font-medium">
            {name}
            {needsApproval && <span className="ml-2 rounded-full bg-sunken px-2 py-0.5 text-xs font-normal text-muted">{t.asksFirst}</span>}
          </h3>
          <p className="line-clamp-2 text-xs text-muted" title={description}>
            {description} {needsApiKey && !hasApiKey && <span className="text-warn">{t.lacksKey}</span>}
          </p>
        </div>
        <Button size="small" aria-label={`${t.setUp}: ${name}`} onClick={onEdit}>
          {t.setUp}
        </Button>
      </div>
      {setUp.isError && <ErrorNotice error={setUp.error} />}
    </li>
  );
}
