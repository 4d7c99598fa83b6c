import type { AssistantMessage } from '#contracts/message';
import type { SettingsPart } from '../../lib/navigation.ts';

/** Where to set up what a failed answer lacked. Without a page found it was not yet the model that failed. */
export function partThatHelps({ mode, sources }: Pick<AssistantMessage, 'mode' | 'sources'>): SettingsPart {
  return mode === 'search-engine' && sources.length === 0 ? 'web-search' : 'models';
}

/** When the model may be asked again, as far as it said, or else at once; in milliseconds since 1970. */
export function retryTime({ createdAt, usage, failure }: Pick<AssistantMessage, 'createdAt' | 'usage' | 'failure'>): number {
  if (!failure?.retryAfterSeconds) return 0;
  return Date.parse(createdAt) + (usage?.totalMs ?? 0) + failure.retryAfterSeconds * 1_000;
}
