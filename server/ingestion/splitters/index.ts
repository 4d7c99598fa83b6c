import { Registry } from '../../platform/registry.ts';
import type { TextSplitter } from '../text-splitter.ts';
import { recursiveSplitter } from './recursive.ts';

export const splitters = new Registry<TextSplitter>('text splitter', [recursiveSplitter]);
