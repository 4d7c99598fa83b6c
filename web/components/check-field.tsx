'use client';

import { useId } from 'react';

type CheckFieldProps = { label: string; hint?: string; checked: boolean; onChange: (isChecked: boolean) => void };

/** Something that is on or off, with what it does. */
export function CheckField({ label, hint, checked, onChange }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <input
        id={id}
        type="checkbox"
        className="mt-1 shrink-0"
        checked={checked}
        {...(hint ? { 'aria-describedby': `${id}-note` } : {})}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div className="min-w-0 text-sm">
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-note`} className="text-xs text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
