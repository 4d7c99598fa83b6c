'use client';

import type { ReactNode } from 'react';
import { Field } from './field.tsx';

type SliderFieldProps = {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  limits: { min: number; max: number };
  step: number;
  value: number;
  show: (value: number) => string;
  /** Told at every move. */
  onMove: (value: number) => void;
  /** Told once when the slider is let go. */
  onSettle?: (value: number) => void;
};

/** A slider with its value beside it. */
export function SliderField({ label, hint, error, limits, step, value, show, onMove, onSettle }: SliderFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(attributes) => (
        <div className="flex items-center gap-3">
          <input
            type="range"
            className="h-6 min-w-0 flex-1"
            min={limits.min}
            max={limits.max}
            step={step}
            value={value}
            aria-valuetext={show(value)}
            onChange={(event) => onMove(event.currentTarget.valueAsNumber)}
            onPointerUp={(event) => onSettle?.(event.currentTarget.valueAsNumber)}
            onKeyUp={(event) => onSettle?.(event.currentTarget.valueAsNumber)}
            {...attributes}
          />
          <output htmlFor={attributes.id} className="w-12 text-right text-sm tabular-nums">
            {show(value)}
          </output>
        </div>
      )}
    </Field>
  );
}
