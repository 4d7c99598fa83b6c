'use client';

import type { UseMutationResult } from '@tanstack/react-query';

type SwitchProps = { label: string; isOn: boolean; turn: UseMutationResult<unknown, Error, boolean> };

/** Something that takes effect as soon as it is switched. */
export function Switch({ label, isOn, turn }: SwitchProps) {
  return (
    <input
      type="checkbox"
      role="switch"
      aria-label={label}
      title={label}
      className="relative h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full bg-line-strong transition-colors duration-100 before:absolute before:top-0.5 before:left-0.5 before:size-4 before:rounded-full before:bg-surface before:transition-transform before:duration-100 checked:bg-accent checked:before:translate-x-4 disabled:opacity-50"
      checked={turn.isPending ? turn.variables : isOn}
      disabled={turn.isPending}
      onChange={(event) => turn.mutate(event.target.checked)}
    />
  );
}
