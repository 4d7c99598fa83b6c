'use client';

import { HoverCard as Primitive } from 'radix-ui';
import { type ReactNode, useRef, useState } from 'react';

/** A click may move what is under the pointer: a card that opens of itself just then would be in the way. */
const quietAfterClickMs = 1_000;

/** Shows more about the trigger on hover and on keyboard focus, until it is clicked; nothing in it is needed that cannot be reached otherwise. */
export function HoverCard({ trigger, children }: { trigger: ReactNode; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const clickedAtMs = useRef(-quietAfterClickMs);
  const changeOpen = (open: boolean) => setOpen(open && performance.now() - clickedAtMs.current > quietAfterClickMs);
  const hide = () => {
    clickedAtMs.current = performance.now();
    setOpen(false);
  };
  return (
    <Primitive.Root open={isOpen} onOpenChange={changeOpen} openDelay={150} closeDelay={80}>
      <Primitive.Trigger asChild onClick={hide}>
        {trigger}
      </Primitive.Trigger>
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
