'use client';

import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { classNames } from '../lib/class-names.ts';
import { useText } from '../lib/i18n/language.ts';
import { IconButton } from './button.tsx';
import { focusedElement, giveFocusBack } from './focus-return.ts';

const overlay = 'fade-in fixed inset-0 z-40 bg-black/35';
const places = {
  middle: 'top-[8dvh] left-1/2 max-h-[84dvh] w-[min(34rem,calc(100vw-2rem))] -translate-x-1/2 rounded-xl border',
  wide: 'top-[6dvh] left-1/2 max-h-[88dvh] w-[min(52rem,calc(100vw-2rem))] -translate-x-1/2 rounded-xl border',
  right: 'inset-y-0 right-0 w-[min(34rem,100vw)] border-l',
  left: 'inset-y-0 left-0 w-[min(19rem,86vw)] border-r',
} as const;

type DialogProps = {
  onClose: () => void;
  title: string;
  description?: string | undefined;
  place?: keyof typeof places;
  /** Keeps the title for screen readers alone. */
  titleHidden?: boolean;
  children: ReactNode;
};

/** A dialog in the middle, or a sheet at a side, open as long as it is drawn. Escape, but inside `data-own-escape`, and a click outside, but on a notice, close it; focus goes back where it was. */
export function Dialog({ onClose, title, description, place = 'middle', titleHidden = false, children }: DialogProps) {
  const t = useText();
  const [opener] = useState(focusedElement);
  return (
    <Primitive.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className={overlay} />
        <Primitive.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            giveFocusBack(opener);
          }}
          onEscapeKeyDown={(event) => {
            if (event.target instanceof Element && event.target.closest('[data-own-escape]')) event.preventDefault();
          }}
          onInteractOutside={(event) => {
            const { target } = event.detail.originalEvent;
            if (target instanceof Element && target.closest('[data-toasts]')) event.preventDefault();
          }}
          className={classNames(
            'fade-in fixed z-50 flex flex-col overflow-hidden border-line bg-surface shadow-xl outline-none',
            places[place],
          )}
        >
          <div className={titleHidden ? 'sr-only' : 'flex items-start gap-3 px-5 pt-4 pb-3'}>
            <div className="min-w-0 flex-1">
              <Primitive.Title className="text-base font-semibold">{title}</Primitive.Title>
              {description && <Primitive.Description className="mt-1 text-sm text-muted">{description}</Primitive.Description>}
            </div>
            {!titleHidden && (
              <Primitive.Close asChild>
                <IconButton label={t.common.close} size="small">
                  <X size={16} aria-hidden />
                </IconButton>
              </Primitive.Close>
            )}
          </div>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** The scrolling middle of a dialog. */
export function DialogBody({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={classNames('min-h-0 flex-1 overflow-y-auto px-5 pb-5', className)}>{children}</div>;
}

/** The row of buttons at the end of a dialog. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{children}</div>;
}
