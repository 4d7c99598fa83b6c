'use client';

import { Dialog } from '../../components/dialog.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { Sidebar } from './sidebar.tsx';

/** The sidebar on narrow screens. */
export function SidebarSheet({ onClose }: { onClose: () => void }) {
  const t = useText();
  return (
    <Dialog onClose={onClose} title={t.common.menu} titleHidden place="left">
      <Sidebar onNavigate={onClose} />
    </Dialog>
  );
}
