'use client';

import { useMutation } from '@tanstack/react-query';
import type { Tool, ToolServer } from '#contracts/tool';
import { Button } from '../../components/button.tsx';
import { EditButton } from '../../components/edit-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { RemoveButton } from '../../components/remove-button.tsx';
import { Switch } from '../../components/switch.tsx';
import { removeToolServer, testToolServer, updateToolServer } from '../../lib/api/tool-setup.ts';
import { useFormat } from '../../lib/i18n/language.ts';
import { useServerText } from '../../lib/i18n/server-text.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { ToolList } from './tool-list.tsx';
import { useToolingWords } from './use-tooling-words.ts';

type ToolServerRowProps = { server: ToolServer; tools: readonly Tool[]; onEdit: () => void };

/** One server: its switch, how it is reached, a test, and its tools. */
export function ToolServerRow({ server, tools, onEdit }: ToolServerRowProps) {
  const t = useToolingWords();
  const format = useFormat();
  const told = useServerText();
  const refresh = useRefresh(keys.tools);
  const { id, name, isOn, transport, state, problem } = server;
  const place = transport.kind === 'stdio' ? [transport.command, ...transport.args].join(' ') : transport.url;
  const test = useMutation({ mutationFn: () => testToolServer(id), onSettled: refresh });
  const turn = useMutation({ mutationFn: (next: boolean) => updateToolServer(id, { isOn: next }), onSettled: refresh });
  return (
    <li className="space-y-3 rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start gap-3">
        <Switch label={t.on(name)} isOn={isOn} turn={turn} />
        <div className="min-w-40 flex-1">
          <h3 className="text-sm font-medium">{name}</h3>
          <p className="font-mono text-xs text-muted">{place}</p>
          {isOn && <p className={state === 'failed' ? 'text-xs text-danger' : 'text-xs text-muted'}>{t.servers.states[state]}</p>}
        </div>
        <div className="flex items-center gap-1">
          <Button size="small" disabled={test.isPending} onClick={() => test.mutate()}>
            {test.isPending ? t.servers.testing : t.servers.test}
          </Button>
          <EditButton name={name} onEdit={onEdit} />
          <RemoveButton
            name={name}
            title={t.servers.removeTitle(name)}
            text={t.servers.removeText}
            remove={() => removeToolServer(id)}
            onRemoved={refresh}
          />
        </div>
      </div>
      {isOn && problem && !test.data && <Notice look="danger" title={t.servers.states.failed}>{told(problem)}</Notice>}
      {test.data && (
        <Notice look={test.data.ok ? 'info' : 'danger'} title={test.data.ok ? t.servers.works : t.servers.states.failed}>
          {test.data.ok ? [t.servers.tools(format.number(test.data.tools.length)), test.data.tools.join(', ')].join(': ') : told(test.data.message)}
        </Notice>
      )}
      {(test.isError || turn.isError) && <ErrorNotice error={test.error ?? turn.error} />}
      <ToolList tools={tools} />
    </li>
  );
}
