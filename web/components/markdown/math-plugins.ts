import 'katex/dist/katex.min.css';
import type { Options } from 'react-markdown';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';

type Plugin = NonNullable<Options['rehypePlugins']>[number];

/** A formula that cannot be set is shown as it was written. `maxExpand` and `maxSize` bound what hostile input can cost. */
export function mathPlugins(singleDollarTextMath: boolean): { remark: Plugin; rehype: Plugin } {
  return {
    remark: [remarkMath, { singleDollarTextMath }] as Plugin,
    rehype: [rehypeKatex, { throwOnError: false, strict: 'ignore', trust: false, maxExpand: 200, maxSize: 20 }] as Plugin,
  };
}
