'use client';

import { useEffect, useState } from 'react';
import type { Options } from 'react-markdown';
import { hasSingleDollarMath, looksLikeMath } from '../../lib/math-notation.ts';

type Plugin = NonNullable<Options['rehypePlugins']>[number];
type MathPlugins = { remark: Plugin; rehype: Plugin };

/** The typesetter of formulas, loaded when the first formula appears; undefined until then. */
export function useMathPlugins(text: string): MathPlugins | undefined {
  const isWanted = looksLikeMath(text);
  const singleDollarTextMath = hasSingleDollarMath(text);
  const [plugins, setPlugins] = useState<MathPlugins>();
  useEffect(() => {
    if (!isWanted) return;
    let isCurrent = true;
    import('./math-plugins.ts')
      .then(({ mathPlugins }) => isCurrent && setPlugins(mathPlugins(singleDollarTextMath)))
      .catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [isWanted, singleDollarTextMath]);
  return isWanted ? plugins : undefined;
}
