'use client';

import { Check, Copy } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useText } from '../../lib/i18n/language.ts';
import { IconButton } from '../button.tsx';
import { useCopy } from '../use-copy.ts';

/** A block of code that scrolls by itself, with a button that copies it. */
export function CodeBlock({ children }: { children: ReactNode }) {
  const t = useText();
  const block = useRef<HTMLPreElement>(null);
  const { isCopied, copy } = useCopy();
  return (
    <div className="group relative my-4">
      <pre
        ref={block}
        tabIndex={0}
        className="overflow-x-auto rounded-lg border border-line bg-sunken p-3.5 text-[0.8125rem] leading-relaxed"
      >
        {children}
      </pre>
      <IconButton
        label={isCopied ? t.common.copied : t.common.copy}
        size="small"
        className="absolute top-2 right-2 bg-sunken opacity-0 group-focus-within:opacity-100 group-hover:opacity-100"
        onClick={() => copy(block.current?.textContent ?? '')}
      >
        {isCopied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
      </IconButton>
    </div>
  );
}
