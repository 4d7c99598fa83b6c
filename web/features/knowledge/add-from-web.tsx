'use client';

import { Globe } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { AddFromWebDialog } from './add-from-web-dialog.tsx';

export function AddFromWeb({ knowledgeBaseId }: { knowledgeBaseId: string }) {
  const t = useText().knowledge.web;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        <Globe size={14} aria-hidden />
        {t.action}
      </Button>
      {isOpen && <AddFromWebDialog knowledgeBaseId={knowledgeBaseId} onClose={() => setOpen(false)} />}
    </>
  );
}
