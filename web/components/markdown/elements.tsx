'use client';

import type { ComponentProps } from 'react';
import type { Components } from 'react-markdown';
import { useText } from '../../lib/i18n/language.ts';
import { CodeBlock } from './code-block.tsx';

function Link({ href, children }: ComponentProps<'a'>) {
  if (!href || !/^(https?:|mailto:)/i.test(href)) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" className="text-accent underline underline-offset-2">
      {children}
    </a>
  );
}

/** Pictures are never fetched from elsewhere: their description stands for them. */
function ImageDescription({ alt }: ComponentProps<'img'>) {
  const t = useText();
  return alt ? <em className="text-muted">[{t.common.imageNotLoaded(alt)}]</em> : null;
}

function Table({ children }: ComponentProps<'table'>) {
  return (
    <div className="my-4 overflow-x-auto" tabIndex={0} role="group">
      <table>{children}</table>
    </div>
  );
}

export const elements: Components = {
  a: ({ href, children }) => <Link href={href}>{children}</Link>,
  img: ({ alt }) => <ImageDescription alt={alt} />,
  table: ({ children }) => <Table>{children}</Table>,
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
};
