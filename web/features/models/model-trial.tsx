'use client';

import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { OutcomeNotice } from '../../components/outcome-notice.tsx';
import { testModel } from '../../lib/api/providers.ts';
import { useConnectionWords } from './use-connection-words.ts';

/** A model in one line, with a button that asks it for a word, and what came of that. */
export function ModelTrial({ modelId, name, children }: { modelId: string; name: string; children: ReactNode }) {
  const t = useConnectionWords().trial;
  const trial = useMutation({ mutationFn: () => testModel(modelId) });
  return (
    <li className="space-y-2 py-1.5">
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">{children}</div>
        <Button size="small" look="quiet" aria-label={t.runModel(name)} disabled={trial.isPending} onClick={() => trial.mutate()}>
          {trial.isPending ? t.running : t.run}
        </Button>
      </div>
      {trial.data && <OutcomeNotice outcome={trial.data} />}
      {trial.isError && <ErrorNotice error={trial.error} />}
    </li>
  );
}
