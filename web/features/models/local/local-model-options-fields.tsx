'use client';

import type { LocalModelOptions } from '#contracts/local-model';
import { NumberField } from '../../../components/number-input.tsx';
import { useConnectionWords } from '../use-connection-words.ts';

type LocalModelOptionsFieldsProps = {
  initial: Partial<LocalModelOptions>;
  onChange: (part: { [Key in keyof LocalModelOptions]?: LocalModelOptions[Key] | undefined }) => void;
};

/** How a model runs; each may be left to itself. */
export function LocalModelOptionsFields({ initial, onChange }: LocalModelOptionsFieldsProps) {
  const t = useConnectionWords().local;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <NumberField
        label={t.context}
        hint={t.contextHint}
        min={128}
        max={1_048_576}
        initial={initial.contextTokens}
        onChange={(contextTokens) => onChange({ contextTokens })}
      />
      <NumberField
        label={t.threads}
        hint={t.threadsHint}
        min={1}
        max={256}
        initial={initial.threads}
        onChange={(threads) => onChange({ threads })}
      />
      <NumberField
        label={t.idleMinutes}
        hint={t.idleMinutesHint}
        min={0}
        max={10_080}
        initial={initial.idleMinutes ?? 15}
        onChange={(idleMinutes) => onChange({ idleMinutes })}
      />
    </div>
  );
}
