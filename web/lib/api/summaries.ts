import { z } from 'zod';
import { Summary, SummaryEvent, type SummaryRequest } from '#contracts/summary';
import { readEvents } from '../event-stream.ts';
import { requestJson, send } from './request.ts';

const SummaryList = z.object({ items: z.array(Summary) });

export function listSummaries(documentId: string, signal?: AbortSignal) {
  return requestJson(SummaryList, `/api/documents/${documentId}/summaries`, { signal });
}

/** Makes a summary, and reads its events to their end. */
export async function makeSummary(
  documentId: string,
  body: Partial<SummaryRequest>,
  onEvent: (event: SummaryEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const headers = { Accept: 'text/event-stream' };
  await readEvents(await send(`/api/documents/${documentId}/summaries`, { method: 'POST', body, signal, headers }), SummaryEvent, onEvent);
}

export async function removeSummary(documentId: string, id: string): Promise<void> {
  await send(`/api/documents/${documentId}/summaries/${id}`, { method: 'DELETE', keepalive: true });
}
