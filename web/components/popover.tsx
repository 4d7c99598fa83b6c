'use client';

import { Popover as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

type PopoverProps = { trigger: ReactNode; label: string; children: ReactNode; open?: boolean; onOpenChange?: (open: boolean) => void };

/** A small panel beside the button that opens it. */
export function Popover({ trigger, label, children, open, onOpenChange }: PopoverProps) {
  const control = open === undefined ? {} : { open, onOpenChange };
  return (
    <Primitive.Root {...control}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          align="start"
          sideOffset={6}
          collisionPadding={12}
          className="fade-in z-50 max-h-[min(32rem,var(--radix-popover-content-available-height))] w-[min(22rem,calc(100vw-1.5rem))] overflow-y-auto rounded-xl border border-line bg-surface shadow-lg outline-none"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
