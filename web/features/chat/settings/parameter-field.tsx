'use client';

import { CheckField } from '../../../components/check-field.tsx';
import { SliderField } from '../../../components/slider-field.tsx';
import { TokenField } from '../../../components/token-field.tsx';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useFormat, useWords } from '../../../lib/i18n/language.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';
import type { ParameterControl } from '../model-parameters.ts';
import { SettledNumberField } from './settled-number-field.tsx';

export type ParameterValue = number | boolean | string[];

type ParameterFieldProps = {
  control: ParameterControl;
  /** Undefined: not chosen. */
  value: ParameterValue | undefined;
  /** What then holds, where that is known; else it is as the model has it. */
  usual: number | undefined;
  problem: string | undefined;
  onChange: (value: ParameterValue | undefined) => void;
};

const stopMaxChars = 200;
/** Where a slider rests that nobody moved: the value that changes nothing. */
const neutral: Partial<Record<ParameterControl['name'], number>> = { topP: 1, repetitionPenalty: 1, temperature: 1 };

/** One generation parameter, by the control of its kind. */
export function ParameterField({ control, value, usual, problem, onChange }: ParameterFieldProps) {
  const t = useWords({ en, zh }).settings;
  const format = useFormat();
  const { label, hint } = t.parameters[control.name];
  switch (control.kind) {
    case 'slider': {
      const known = typeof value === 'number' ? value : usual;
      return (
        <SliderField
          label={label}
          hint={hint}
          error={problem}
          limits={control}
          step={control.step}
          value={Math.min(known ?? neutral[control.name] ?? 0, control.max)}
          show={known === undefined ? () => '–' : format.score}
          onMove={onChange}
        />
      );
    }
    case 'number':
      return (
        <SettledNumberField
          label={label}
          hint={hint}
          error={problem}
          min={control.min}
          max={control.max}
          value={typeof value === 'number' ? value : undefined}
          placeholder={usual === undefined ? t.asModel : String(usual)}
          onChange={onChange}
        />
      );
    case 'switch':
      return <CheckField label={label} hint={problem ?? hint} checked={value === true} onChange={(isOn) => onChange(isOn || undefined)} />;
    case 'words': {
      const words = Array.isArray(value) ? value : [];
      return (
        <TokenField
          label={label}
          hint={problem ?? hint}
          maxLength={stopMaxChars}
          tokens={words}
          onAdd={(word) => {
            if (words.length >= control.most || words.includes(word)) return false;
            onChange([...words, word]);
            return true;
          }}
          invalid={t.stopInvalid}
          onRemove={(word) => onChange(words.length > 1 ? words.filter((each) => each !== word) : undefined)}
          removeLabel={t.removeStop}
        />
      );
    }
    default:
      return control satisfies never;
  }
}
