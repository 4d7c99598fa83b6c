'use client';

import { HoverCard as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

/** Shows more about the trigger on hover and on keyboard focus; nothing in it is needed that cannot be reached otherwise. */
export function HoverCard({ trigger, children }: { trigger: ReactNode; children: ReactNode }) {
  return (
    <Primitive.Root openDelay={150} closeDelay={80}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          side="top"
          sideOffset={6}
          collisionPadding={12}
          className="fade-in z-40 w-[min(24rem,calc(100vw-1.5rem))] rounded-lg border border-line bg-surface p-3 text-sm shadow-lg"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
