'use client';

import { Dialog, DialogBody } from '../../components/dialog.tsx';
import { useText } from '../../lib/i18n/language.ts';

/** Lists the keyboard shortcuts. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useText().common.shortcuts;
  const command = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';
  const shortcuts: [string, string[]][] = [
    [t.palette, [command, 'K']],
    [t.newChat, [command, 'Shift', 'O']],
    [t.help, ['?']],
    [t.send, ['Enter']],
    [t.lineBreak, ['Shift', 'Enter']],
    [t.stop, ['Esc']],
    [t.editLast, ['↑']],
  ];
  return (
    <Dialog onClose={onClose} title={t.title}>
      <DialogBody>
        <dl className="divide-y divide-line text-sm">
          {shortcuts.map(([label, pressed]) => (
            <div key={label} className="flex items-center justify-between gap-4 py-2.5">
              <dt>{label}</dt>
              <dd className="flex gap-1">
                {pressed.map((key) => (
                  <kbd
                    key={key}
                    className="min-w-7 rounded border border-line bg-sunken px-1.5 py-0.5 text-center font-sans text-xs text-muted"
                  >
                    {key}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </DialogBody>
    </Dialog>
  );
}
