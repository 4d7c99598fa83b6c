'use client';

import { useMutation } from '@tanstack/react-query';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { OutcomeNotice } from '../../components/outcome-notice.tsx';
import { testReranker } from '../../lib/api/providers.ts';
import { useDefaultsWords } from './use-defaults-words.ts';

/** Has two passages ranked, of which one answers, by the reranker that is chosen, saved or not. */
export function RerankerTest({ reranker }: { reranker: string }) {
  const t = useDefaultsWords();
  const test = useMutation({ mutationFn: () => testReranker(reranker) });
  return (
    <>
      <Button disabled={test.isPending} onClick={() => test.mutate()}>
        {test.isPending ? t.testingReranker : t.testReranker}
      </Button>
      {test.data && <OutcomeNotice outcome={test.data} />}
      {test.isError && <ErrorNotice error={test.error} />}
    </>
  );
}
