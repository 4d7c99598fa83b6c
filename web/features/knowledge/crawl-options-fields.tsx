'use client';

import { crawlLimits, type CrawlOptions } from '#contracts/crawl';
import { Field, TextInput } from '../../components/field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useText } from '../../lib/i18n/language.ts';

type CrawlOptionsFieldsProps = { value: CrawlOptions; onChange: (part: Partial<CrawlOptions>) => void };

/** How far links are followed. */
export function CrawlOptionsFields({ value, onChange }: CrawlOptionsFieldsProps) {
  const t = useText();
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {(['maxPages', 'maxDepth'] as const).map((name) => (
        <Field key={name} label={t.knowledge.web[name]}>
          {(attributes) => (
            <TextInput
              {...attributes}
              type="number"
              required
              min={crawlLimits[name].min}
              max={crawlLimits[name].max}
              value={value[name]}
              onChange={(event) => onChange({ [name]: event.target.valueAsNumber })}
            />
          )}
        </Field>
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
