'use client';

import { useState } from 'react';
import type { Model, Provider } from '#contracts/model';
import { Button } from '../../components/button.tsx';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { useModels } from '../../lib/queries.ts';
import { ModelTrial } from './model-trial.tsx';
import { useConnectionWords } from './use-connection-words.ts';

const shownAtFirst = 6;

/** The models of a connection, each with what is known of it, to be tried. */
export function ProviderModels({ provider }: { provider: Provider }) {
  const t = useText().common;
  const { noneNamed } = useConnectionWords().trial;
  const [showsAll, setShowsAll] = useState(false);
  const known = useModels().data?.items;
  const models = known?.filter(({ providerId }) => providerId === provider.id) ?? [];
  const shown = showsAll ? models : models.slice(0, shownAtFirst);
  if (known && models.length === 0) return <p className="text-sm text-warn">{noneNamed}</p>;
  return (
    <>
      <ul className="divide-y divide-line">
        {shown.map((model) => (
          <ModelTrial key={`${model.kind} ${model.id}`} modelId={model.id} name={model.label}>
            <ModelFacts model={model} name={model.id.slice(provider.id.length + 1)} />
          </ModelTrial>
        ))}
      </ul>
      {shown.length < models.length && (
        <Button size="small" look="quiet" onClick={() => setShowsAll(true)}>
          {t.showMore}
        </Button>
      )}
    </>
  );
}

function ModelFacts({ model: { kind, contextTokens, price }, name }: { model: Model; name: string }) {
  const t = useConnectionWords().trial;
  const format = useFormat();
  const money = (amount: number) => format.money({ amount, currency: price?.currency ?? '' });
  const facts = [
    kind === 'embedding' && t.embedding,
    contextTokens !== undefined && t.reads(format.number(contextTokens)),
    price && t.price(money(price.promptPerMillion), money(price.completionPerMillion)),
  ].filter(Boolean);
  return (
    <p className="text-sm">
      {name} {facts.length > 0 && <span className="text-xs text-muted">{facts.join(' · ')}</span>}
    </p>
  );
}
