import { Registry } from '../../platform/registry.ts';
import type { SearchProtocol } from '../search-engine.ts';
import { bing } from './bing.ts';
import { brave } from './brave.ts';
import { duckduckgo } from './duckduckgo.ts';
import { exa } from './exa.ts';
import { searxng } from './searxng.ts';
import { tavily } from './tavily.ts';

/** In the order in which they are asked when one fails and nothing else is chosen. */
export const searchProtocols = new Registry<SearchProtocol>('search engine', [searxng, brave, tavily, exa, bing, duckduckgo]);
