'use client';

import { crawlLimits, type CrawlOptions } from '#contracts/crawl';
import { NumberField } from '../../components/number-input.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useText } from '../../lib/i18n/language.ts';

type CrawlOptionsFieldsProps = { value: CrawlOptions; onChange: (part: Partial<CrawlOptions>) => void };

/** How far links are followed. */
export function CrawlOptionsFields({ value, onChange }: CrawlOptionsFieldsProps) {
  const t = useText();
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {(['maxPages', 'maxDepth'] as const).map((name) => (
        <NumberField
          key={name}
          label={t.knowledge.web[name]}
          required
          min={crawlLimits[name].min}
          max={crawlLimits[name].max}
          initial={value[name]}
          onChange={(number = value[name]) => onChange({ [name]: number })}
        />
      ))}
      <TextField
        label={t.knowledge.web.pathPrefix}
        optional={t.knowledge.optional}
        placeholder="/docs/"
        value={value.pathPrefix ?? ''}
        onChange={(written) => onChange({ pathPrefix: written.trim() || undefined })}
      />
    </div>
  );
}
