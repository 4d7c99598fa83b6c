'use client';

import { Check, Copy } from 'lucide-react';
import { useText } from '../lib/i18n/language.ts';
import { IconButton } from './button.tsx';
import { useCopy } from './use-copy.ts';

/** Something to be pasted elsewhere, with a button that copies it. */
export function CopyLine({ label, text }: { label: string; text: string }) {
  const t = useText().common;
  const { isCopied, copy } = useCopy();
  return (
    <div>
      <p className="mb-1 text-sm font-medium">{label}</p>
      <div className="flex items-start gap-1 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
        <code className="min-w-0 flex-1 self-center py-1 font-mono text-xs break-all whitespace-pre-wrap">{text}</code>
        <IconButton label={isCopied ? t.copied : `${t.copy}: ${label}`} size="small" onClick={() => copy(text)}>
          {isCopied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
        </IconButton>
      </div>
    </div>
  );
}
