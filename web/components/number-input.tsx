'use client';

import type { ComponentProps } from 'react';
import { Field, type FieldText, TextInput } from './field.tsx';

type NumberInputProps = Omit<ComponentProps<'input'>, 'type' | 'value' | 'defaultValue' | 'onChange'> & {
  /** What it begins with. */
  initial: number | undefined;
  /** Undefined while it is empty. */
  onChange: (value: number | undefined) => void;
};

/** A number that is typed, or none. */
export function NumberInput({ initial, onChange, ...rest }: NumberInputProps) {
  return (
    <TextInput
      {...rest}
      type="number"
      defaultValue={initial}
      onChange={({ target }) => onChange(Number.isNaN(target.valueAsNumber) ? undefined : target.valueAsNumber)}
    />
  );
}

/** A number that is typed, with its label. */
export function NumberField({ label, hint, error, optional, ...rest }: NumberInputProps & FieldText) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(attributes) => <NumberInput {...attributes} {...rest} />}
    </Field>
  );
}
