import { Registry } from '../../platform/registry.ts';
import type { TextSplitter } from '../text-splitter.ts';
import { chineseRecursiveSplitter } from './chinese-recursive.ts';
import { codeAwareSplitter } from './code-aware.ts';
import { markdownSplitter } from './markdown.ts';
import { recursiveSplitter } from './recursive.ts';
import { semanticSplitter } from './semantic.ts';
import { sentenceSplitter } from './sentence.ts';
import { tableAwareSplitter } from './table-aware.ts';
import { tokenSplitter } from './token.ts';

export const splitters = new Registry<TextSplitter>('text splitter', [
  recursiveSplitter,
  chineseRecursiveSplitter,
  sentenceSplitter,
  markdownSplitter,
  tokenSplitter,
  tableAwareSplitter,
  codeAwareSplitter,
  semanticSplitter,
]);
