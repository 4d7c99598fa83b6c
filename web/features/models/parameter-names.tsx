'use client';

import { FurtherParameters } from '#contracts/generation';
import type { ProviderOptions } from '#contracts/provider-options';
import { CheckField } from '../../components/check-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useConnectionWords } from './use-connection-words.ts';

type Parameters = ProviderOptions['parameters'];

/** Which generation parameters the models take, and what they are called on the wire; left out, those of the protocol. */
export function ParameterNames({ value, onChange }: { value: Parameters; onChange: (parameters: Parameters) => void }) {
  const t = useConnectionWords().limits;
  return (
    <fieldset className="space-y-3">
      <legend className="mb-1 text-sm font-medium">{t.parameters}</legend>
      <CheckField
        label={t.ownParameters}
        hint={t.ownParametersHint}
        checked={value !== undefined}
        onChange={(isOwn) => onChange(isOwn ? {} : undefined)}
      />
      {value && (
        <div className="grid gap-3 sm:grid-cols-2">
          {FurtherParameters.keyof().options.map((name) => (
            <TextField
              key={name}
              label={t.parameterNames[name]}
              maxLength={60}
              className="font-mono"
              value={value[name] ?? ''}
              onChange={(written) => onChange(withName(value, name, written.trim()))}
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}

/** An empty name takes the parameter away. */
function withName(value: NonNullable<Parameters>, name: keyof FurtherParameters, onWire: string): Parameters {
  const others = Object.entries(value).filter(([each]) => each !== name);
  return Object.fromEntries(onWire ? [...others, [name, onWire]] : others);
}
