'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { SummaryRequest } from '#contracts/summary';
import { makeSummary } from '../../../lib/api/summaries.ts';
import { keys, useRefresh } from '../../../lib/queries.ts';

/** Makes a summary, step by step; going away or `stop` breaks it off without an error. */
export function useSummarize(documentId: string) {
  const refresh = useRefresh(keys.summaries(documentId));
  const [progress, setProgress] = useState<{ done: number; total: number }>();
  const controller = useRef<AbortController>(undefined);
  const stop = () => controller.current?.abort();
  useEffect(() => () => controller.current?.abort(), []);
  const summarize = useMutation({
    mutationFn: async (request: Partial<SummaryRequest>) => {
      const { signal } = (controller.current = new AbortController());
      setProgress(undefined);
      await makeSummary(documentId, request, (event) => event.type === 'summary-progress' && setProgress(event), signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    },
    onSettled: refresh,
  });
  return { summarize, progress, stop };
}
