'use client';

import { chunkOverlapLimits, chunkSizeLimits, type Splitting, splitterIds } from '#contracts/splitting';
import { CheckField } from '../../components/check-field.tsx';
import { NumberField } from '../../components/number-input.tsx';
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
        <NumberField
          label={countsTokens ? words.chunkTokens : t.knowledge.settings.chunkSize}
          required
          min={chunkSizeLimits.min}
          max={chunkSizeLimits.max}
          initial={value.chunkSize}
          onChange={(chunkSize = value.chunkSize) => onChange({ chunkSize })}
        />
        <NumberField
          label={countsTokens ? words.overlapTokens : t.knowledge.settings.chunkOverlap}
          hint={t.knowledge.settings.chunkOverlapHint}
          error={isOverlapTooLarge ? t.knowledge.settings.overlapTooLarge : undefined}
          required
          min={chunkOverlapLimits.min}
          max={chunkOverlapLimits.max}
          initial={value.chunkOverlap}
          onChange={(chunkOverlap = value.chunkOverlap) => onChange({ chunkOverlap })}
        />
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
