'use client';

import { useMemo } from 'react';
import ReactMarkdown, { type Components, type Options } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { unifyMathNotation } from '../../lib/math-notation.ts';
import { elements } from './elements.tsx';
import { markdownSchema } from './schema.ts';
import { useMathPlugins } from './use-math-plugins.ts';

type MarkdownProps = {
  text: string;
  /** Plugins over the sanitised tree, and how to draw the elements they make. */
  rehypePlugins?: NonNullable<Options['rehypePlugins']>;
  components?: Components;
};

const noPlugins: NonNullable<Options['rehypePlugins']> = [];

/** The one place where Markdown of answers and documents becomes elements: sanitised, without remote images or raw HTML. */
export function Markdown({ text, rehypePlugins = noPlugins, components }: MarkdownProps) {
  const math = useMathPlugins(text);
  const remark = useMemo(() => [remarkGfm, ...(math ? [math.remark] : [])], [math]);
  const rehype = useMemo(
    () => [[rehypeSanitize, markdownSchema], ...rehypePlugins, ...(math ? [math.rehype] : [])] as NonNullable<Options['rehypePlugins']>,
    [math, rehypePlugins],
  );
  const allElements = useMemo(() => ({ ...elements, ...components }), [components]);
  return (
    <div className="prose-text">
      <ReactMarkdown remarkPlugins={remark} rehypePlugins={rehype} components={allElements}>
        {math ? unifyMathNotation(text) : text}
      </ReactMarkdown>
    </div>
  );
}
