'use client';

import { useText } from '../../lib/i18n/language.ts';
import { useServerText } from '../../lib/i18n/server-text.ts';
import { paths, useNavigate } from '../../lib/navigation.ts';
import { useModels } from '../../lib/queries.ts';
import { useModelLabel, useModelState } from '../models/model-state.ts';
import { quietControl } from './quiet-control.ts';
import type { TurnChoices } from './turn-options.ts';

const dotColor = { 'built-in': 'bg-ok', ok: 'bg-ok', failing: 'bg-danger', checking: 'bg-line-strong', missing: 'bg-warn', loading: 'animate-pulse bg-accent', stopped: 'bg-line-strong' } as const;
const setUp = 'set-up';

/** The model that answers, with a dot that tells whether it does. */
export function ModelSelect({ choices }: { choices: TurnChoices }) {
  const t = useText().chat;
  const told = useServerText();
  const navigate = useNavigate();
  const label = useModelLabel();
  const { mode, model } = choices.effective;
  const { state, detail } = useModelState(model);
  const models = (useModels().data?.items ?? []).filter(
    ({ kind, converses }) => kind === 'chat' && (converses || (mode !== 'llm' && mode !== 'agent')),
  );
  const description = [t.modelState[state], detail && told(detail)].filter(Boolean).join(': ');
  return (
    <span className="inline-flex min-w-0 items-center" title={description}>
      <span aria-hidden className={`ml-1 size-2 shrink-0 rounded-full ${dotColor[state]}`} />
      <span className="sr-only">{description}</span>
      <select
        aria-label={t.options.model}
        value={models.some(({ id }) => id === model) ? model : ''}
        onChange={(event) =>
          event.target.value === setUp ? navigate(paths.settingsPart('models')) : choices.change({ model: event.target.value || undefined })
        }
        className={quietControl}
      >
        {!models.some(({ id }) => id === model) && <option value="">{t.options.noModel}</option>}
        {models.map((each) => (
          <option key={each.id} value={each.id}>
            {each.state === 'running' ? t.options.running(label(each)) : label(each)}
          </option>
        ))}
        <option value={setUp}>{t.options.setUpModel}</option>
      </select>
    </span>
  );
}
