'use client';

import type { ComponentProps } from 'react';
import { TextField } from './text-field.tsx';

/** The address of a service. */
export function AddressField(props: ComponentProps<typeof TextField>) {
  return <TextField inputMode="url" maxLength={500} {...props} />;
}
