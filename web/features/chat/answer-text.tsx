'use client';

import { memo, useMemo } from 'react';
import type { Components, Options } from 'react-markdown';
import type { Source, UnsupportedClaim } from '#contracts/message';
import { Markdown } from '../../components/markdown/markdown.tsx';
import { rehypeCitations } from '../../lib/citations.ts';
import { rehypeClaimMarks } from '../../lib/claim-marks.ts';
import { useText } from '../../lib/i18n/language.ts';
import { splitMarkdown } from '../../lib/markdown-parts.ts';
import { CitationMark } from './citation-mark.tsx';

type AnswerTextProps = { text: string; sources: readonly Source[]; unsupportedClaims: readonly UnsupportedClaim[] };

/** The words of an answer, with its citations as marks that open their source. */
export function AnswerText({ text, sources, unsupportedClaims }: AnswerTextProps) {
  return splitMarkdown(text).map((part) => (
    <AnswerPart key={part.start} {...part} sources={sources} unsupportedClaims={unsupportedClaims} />
  ));
}

type AnswerPartProps = AnswerTextProps & { start: number };

/** Drawn anew only when its own text changes. */
const AnswerPart = memo(({ text, start, sources, unsupportedClaims }: AnswerPartProps) => {
  const t = useText().chat.answer;
  const plugins = useMemo(() => {
    const numbers = new Set(sources.map(({ number }) => number));
    const spans = unsupportedClaims.map((claim) => ({ start: claim.start - start, end: claim.end - start }));
    return [
      [rehypeClaimMarks, { spans }],
      [rehypeCitations, { numbers }],
    ] as NonNullable<Options['rehypePlugins']>;
  }, [sources, unsupportedClaims, start]);
  const components = useMemo<Components>(
    () => ({
      cite: ({ node }) => {
        const number = Number(node?.properties.dataNumber);
        return <CitationMark sources={sources} number={number} />;
      },
      mark: ({ children }) => <mark title={t.unsupported}>{children}</mark>,
    }),
    [sources, t],
  );
  return <Markdown text={text} rehypePlugins={plugins} components={components} />;
});
AnswerPart.displayName = 'AnswerPart';
