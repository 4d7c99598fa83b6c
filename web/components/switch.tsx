'use client';

import type { ComponentProps } from 'react';
import { classNames } from '../lib/class-names.ts';

type SwitchProps = Omit<ComponentProps<'input'>, 'type' | 'role' | 'onChange'> & { label: string; onChange: (isOn: boolean) => void };

/** Something that takes effect as soon as it is switched. */
export function Switch({ label, className, onChange, ...rest }: SwitchProps) {
  return (
    <input
      type="checkbox"
      role="switch"
      aria-label={label}
      title={label}
      className={classNames(
        'relative h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full bg-line-strong transition-colors duration-100 checked:bg-accent disabled:opacity-50',
        'before:absolute before:top-0.5 before:left-0.5 before:size-4 before:rounded-full before:bg-surface before:transition-transform before:duration-100 checked:before:translate-x-4',
        className,
      )}
      onChange={(event) => onChange(event.target.checked)}
      {...rest}
    />
  );
}
