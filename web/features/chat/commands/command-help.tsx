'use client';

import { Dialog, DialogBody } from '../../../components/dialog.tsx';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useText, useWords } from '../../../lib/i18n/language.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';
import { commandEntries } from './commands.ts';

/** Lists what can be typed instead of a question. */
export function CommandHelp({ onClose }: { onClose: () => void }) {
  const t = useWords({ en, zh }).commands;
  const { modes } = useText().chat;
  const argumentOf = { new: t.nameArgument, clear: t.nameArgument, delete: t.nameArgument, mode: t.modeArgument, export: '', help: '' };
  return (
    <Dialog onClose={onClose} title={t.title} description={t.hint}>
      <DialogBody>
        <dl className="divide-y divide-line text-sm">
          {commandEntries('/', modes).map(({ command, typed }) => (
            <div key={command} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2.5">
              <dt className="w-36 shrink-0 font-mono text-accent">
                {typed}
                {argumentOf[command] && <span className="text-muted"> [{argumentOf[command]}]</span>}
              </dt>
              <dd className="min-w-0 flex-1">{t[command]}</dd>
            </div>
          ))}
        </dl>
      </DialogBody>
    </Dialog>
  );
}
