'use client';

import type { Model } from '#contracts/model';
import { Field, Select } from '../../components/field.tsx';
import { useModelLabel } from '../models/model-state.ts';

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
export function ModelField({ label, hint, none, models, value, onChange }: ModelFieldProps) {
  const modelLabel = useModelLabel();
  const isKnown = models.some(({ id }) => id === value);
  return (
    <Field label={label} hint={hint}>
      {(attributes) => (
        <Select {...attributes} value={value} onChange={(event) => onChange(event.target.value)}>
          {none !== undefined && <option value="">{none}</option>}
          {!isKnown && value !== '' && <option value={value}>{value}</option>}
          {models.map((model) => (
            <option key={model.id} value={model.id}>
              {modelLabel(model)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
