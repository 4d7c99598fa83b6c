'use client';

import type { ComponentProps } from 'react';
import { classNames } from '../lib/class-names.ts';
import { Field, type FieldText, inputClass } from './field.tsx';

type SelectProps<Id extends string> = Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'children'> & {
  /** What has no name is shown by its id. */
  options: readonly { id: Id; name?: string }[];
  value: Id;
  onChange: (id: Id) => void;
};

/** The system's own select. */
export function Select<Id extends string>({ options, onChange, className, ...rest }: SelectProps<Id>) {
  return (
    <select
      className={classNames(inputClass, 'h-9 pr-8', className)}
      {...rest}
      onChange={(event) => {
        const chosen = options[event.target.selectedIndex];
        if (chosen) onChange(chosen.id);
      }}
    >
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name ?? id}
        </option>
      ))}
    </select>
  );
}

/** One of several options, with what they are about. */
export function SelectField<Id extends string>({ label, hint, error, optional, ...rest }: SelectProps<Id> & FieldText) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(attributes) => <Select {...attributes} {...rest} />}
    </Field>
  );
}
