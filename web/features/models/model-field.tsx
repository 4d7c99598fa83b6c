'use client';

import type { Model } from '#contracts/model';
import { SelectField } from '../../components/select-field.tsx';
import { useModelLabel } from './model-state.ts';

type ModelFieldProps = {
  label: string;
  hint?: string;
  /** The choice of none; left out where there has to be one. */
  none?: string;
  models: readonly Model[];
  value: string;
  onChange: (id: string) => void;
};

/** One of some models. */
export function ModelField({ none, models, value, ...rest }: ModelFieldProps) {
  const modelLabel = useModelLabel();
  const isKnown = value === '' || models.some(({ id }) => id === value);
  const options = [
    ...(none === undefined ? [] : [{ id: '', name: none }]),
    ...(isKnown ? [] : [{ id: value }]),
    ...models.map((model) => ({ id: model.id, name: modelLabel(model) })),
  ];
  return <SelectField options={options} value={value} {...rest} />;
}
