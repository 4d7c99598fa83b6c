import { useText } from '../../lib/i18n/language.ts';

/** The web address a document was fetched from. */
export function SourceLink({ url }: { url: string }) {
  const t = useText().knowledge.web;
  const isWebAddress = /^https?:\/\//i.test(url);
  return (
    <p className="mt-2 text-sm">
      <span className="text-muted">{t.source}: </span>
      {isWebAddress ? (
        <a href={url} target="_blank" rel="noopener noreferrer" className="break-all text-accent underline">
          {url}
        </a>
      ) : (
        <span className="break-all">{url}</span>
      )}
    </p>
  );
}
