import type { UrlRefusal } from '#contracts/crawl';
import { useServerText } from '../../lib/i18n/server-text.ts';

/** Addresses that were not fetched, each with its reason, which names it, and what helps. */
export function UrlRefusals({ refusals }: { refusals: readonly UrlRefusal[] }) {
  const told = useServerText();
  return (
    <ul className="mt-1 max-h-40 space-y-1.5 overflow-y-auto text-xs">
      {refusals.map(({ url, error }) => (
        <li key={url}>
          <span className="block break-words text-ink">{told(error.message)}</span>
          <span className="block text-muted">{told(error.hint)}</span>
        </li>
      ))}
    </ul>
  );
}
