'use client';

import { NumberInput } from '../../components/number-input.tsx';
import { TextField } from '../../components/text-field.tsx';
import { type ModelFigures, namesIn, type ProviderForm } from './provider-form.ts';
import { useConnectionWords } from './use-connection-words.ts';

type ModelFiguresTableProps = { form: ProviderForm; onChange: (part: Partial<ProviderForm>) => void };

/** How much each model reads, and what it costs; nothing while no model is named. */
export function ModelFiguresTable({ form, onChange }: ModelFiguresTableProps) {
  const t = useConnectionWords().limits;
  const models = namesIn([...form.chatModels, ...form.embeddingModels]);
  if (models.length === 0) return null;
  const columns = [
    { label: t.context, key: 'contextTokens', min: 256, step: 1 },
    { label: t.promptPrice, key: 'promptPrice', min: 0, step: 'any' },
    { label: t.completionPrice, key: 'completionPrice', min: 0, step: 'any' },
  ] as const;
  const changeFigure = (model: string, part: ModelFigures) =>
    onChange({ figures: { ...form.figures, [model]: { ...form.figures[model], ...part } } });
  return (
    <div className="space-y-3">
      <div className="overflow-x-auto">
        <table className="w-full min-w-md text-sm">
          <thead>
            <tr className="text-left text-xs text-muted">
              <th className="py-1 pr-2 font-medium">{t.perModel}</th>
              {columns.map(({ key, label }) => (
                <th key={key} className="w-28 py-1 pr-1 font-medium">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {models.map((model) => (
              <tr key={model}>
                <th className="py-1 pr-2 text-left text-xs font-normal">{model}</th>
                {columns.map(({ key, label, min, step }) => (
                  <td key={key} className="py-1 pr-1">
                    <NumberInput
                      aria-label={t.figureOf(model, label)}
                      min={min}
                      step={step}
                      initial={form.figures[model]?.[key]}
                      onChange={(value) => changeFigure(model, { [key]: value })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <TextField
        label={t.currency}
        hint={t.currencyHint}
        className="max-w-24 uppercase"
        maxLength={3}
        value={form.currency}
        onChange={(written) => onChange({ currency: written.toUpperCase() })}
      />
    </div>
  );
}
