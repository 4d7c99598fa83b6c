'use client';

import { Field, TextInput } from '../../../components/field.tsx';

type SettledNumberFieldProps = {
  label: string;
  hint: string;
  error: string | undefined;
  min: number;
  max: number;
  step?: number;
  /** Undefined is shown as empty. */
  value: number | undefined;
  placeholder?: string;
  /** Told when the field is left; what is out of bounds is not. */
  onChange: (value: number | undefined) => void;
};

/** A number that is typed, or none. */
export function SettledNumberField({ label, hint, error, min, max, step = 1, value, placeholder, onChange }: SettledNumberFieldProps) {
  const leave = (input: HTMLInputElement) => {
    if (input.value === '') onChange(undefined);
    else if (input.validity.valid) onChange(input.valueAsNumber);
  };
  return (
    <Field label={label} hint={hint} error={error}>
      {(attributes) => (
        <TextInput
          {...attributes}
          key={value}
          type="number"
          min={min}
          max={max}
          step={step}
          defaultValue={value}
          placeholder={placeholder}
          onBlur={(event) => leave(event.target)}
          className="max-w-56"
        />
      )}
    </Field>
  );
}
