import { Registry } from '../../platform/registry.ts';
import { exact } from './exact.ts';
import { hnswlib } from './hnswlib.ts';
import { usearch } from './usearch.ts';

/** In the order in which they stand in for one that does not load on a machine. `exact` always does. */
export const vectorStores = new Registry('vector store', [usearch, hnswlib, exact]);
