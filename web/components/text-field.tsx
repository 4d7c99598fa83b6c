'use client';

import type { ComponentProps } from 'react';
import { Field, type FieldText, TextArea, TextInput } from './field.tsx';

type TextFieldProps<Tag extends 'input' | 'textarea'> = FieldText &
  Omit<ComponentProps<Tag>, 'id' | 'value' | 'onChange'> & { value: string; onChange: (text: string) => void };

/** A line of text with its label. */
export function TextField({ label, hint, error, optional, onChange, ...rest }: TextFieldProps<'input'>) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(attributes) => <TextInput {...attributes} {...rest} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

/** Several lines of text with their label. */
export function TextAreaField({ label, hint, error, optional, onChange, ...rest }: TextFieldProps<'textarea'>) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(attributes) => <TextArea {...attributes} {...rest} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}
