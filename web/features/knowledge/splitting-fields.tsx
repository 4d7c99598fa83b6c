'use client';

import { chunkOverlapLimits, chunkSizeLimits, type Splitting, splitterIds } from '#contracts/splitting';
import { CheckField } from '../../components/check-field.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { useText } from '../../lib/i18n/language.ts';

type SplittingFieldsProps = { value: Splitting; onChange: (part: Partial<Splitting>) => void };

/** How a text is cut into chunks, and what is put before a chunk when it is embedded. */
export function SplittingFields({ value, onChange }: SplittingFieldsProps) {
  const t = useText();
  const { splitters, ...words } = t.curation.splitting;
  const countsTokens = value.splitter === 'token';
  const isOverlapTooLarge = value.chunkOverlap >= value.chunkSize;
  return (
    <div className="space-y-4">
      <SelectField
        label={words.splitter}
        hint={splitters[value.splitter].text}
        options={splitterIds.map((id) => ({ id, name: splitters[id].name }))}
        value={value.splitter}
        onChange={(splitter) => onChange({ splitter })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={countsTokens ? words.chunkTokens : t.knowledge.settings.chunkSize}>
          {(attributes) => (
            <NumberInput {...attributes} limits={chunkSizeLimits} value={value.chunkSize} onNumber={(chunkSize) => onChange({ chunkSize })} />
          )}
        </Field>
        <Field
          label={countsTokens ? words.overlapTokens : t.knowledge.settings.chunkOverlap}
          hint={t.knowledge.settings.chunkOverlapHint}
          error={isOverlapTooLarge ? t.knowledge.settings.overlapTooLarge : undefined}
        >
          {(attributes) => (
            <NumberInput
              {...attributes}
              limits={chunkOverlapLimits}
              value={value.chunkOverlap}
              onNumber={(chunkOverlap) => onChange({ chunkOverlap })}
            />
          )}
        </Field>
      </div>
      <CheckField
        label={words.headingPrefix}
        hint={words.headingPrefixHint}
        checked={value.headingPrefix}
        onChange={(headingPrefix) => onChange({ headingPrefix })}
      />
      <CheckField
        label={words.titleEnhancement}
        hint={words.titleEnhancementHint}
        checked={value.titleEnhancement}
        onChange={(titleEnhancement) => onChange({ titleEnhancement })}
      />
    </div>
  );
}

type NumberInputProps = { id: string; limits: { min: number; max: number }; value: number; onNumber: (value: number) => void };

function NumberInput({ limits, value, onNumber, ...rest }: NumberInputProps) {
  return (
    <TextInput
      {...rest}
      type="number"
      required
      min={limits.min}
      max={limits.max}
      defaultValue={value}
      onChange={(event) => Number.isInteger(event.target.valueAsNumber) && onNumber(event.target.valueAsNumber)}
    />
  );
}
