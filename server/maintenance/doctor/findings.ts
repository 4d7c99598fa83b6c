import type { Finding, FindingKind } from '#contracts/maintenance';

export const findings = (kind: FindingKind, knowledgeBaseId: string, subjects: Iterable<string | number>): Finding[] =>
  [...subjects].map((subject) => ({ kind, knowledgeBaseId, subject: String(subject) }));

export const without = <Item>(items: Iterable<Item>, others: ReadonlySet<Item>): Item[] => [...items].filter((item) => !others.has(item));

/** On the way from queued to ready its rows change; the job brings them in order. */
export const isUnderWay = ({ status }: { status: string }): boolean => status !== 'ready' && status !== 'failed';

/** Codes of failures that say that the original has to be uploaded again. */
export const originalFailures = { missing: 'original_missing', damaged: 'original_damaged' } as const;

/** Whether the document says already that its original has to be uploaded again. */
export function saysOriginalIsGone({ status, failure }: { status: string; failure: string | null }): boolean {
  if (status !== 'failed' || failure === null) return false;
  const { code } = JSON.parse(failure) as { code: string };
  return code === originalFailures.missing || code === originalFailures.damaged;
}
