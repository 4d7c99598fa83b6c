import { X } from 'lucide-react';
import type { ReactNode } from 'react';

type OptionChipProps = { label: string; icon?: ReactNode; removeLabel: string; onRemove: () => void };

/** Something chosen for the next answer, with a cross that takes it away. */
export function OptionChip({ label, icon, removeLabel, onRemove }: OptionChipProps) {
  return (
    <span className="inline-flex h-7 max-w-52 items-center rounded-full border border-line bg-surface pl-3 text-sm">
      {icon}
      <span className="truncate" title={label}>
        {label}
      </span>
      <button
        type="button"
        aria-label={removeLabel}
        title={removeLabel}
        onClick={onRemove}
        className="mx-1 flex size-5 shrink-0 items-center justify-center rounded-full text-muted hover:bg-hover hover:text-ink"
      >
        <X size={13} aria-hidden />
      </button>
    </span>
  );
}
