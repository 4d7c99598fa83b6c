import { Registry } from '../../platform/registry.ts';
import { arxiv } from './arxiv.ts';
import { calculate } from './calculate.ts';
import { knowledgeSearch } from './knowledge-search.ts';
import { tableQuery } from './table-query.ts';
import { translate } from './translate.ts';
import { weather } from './weather.ts';
import { webSearch } from './web-search.ts';
import { wolfram } from './wolfram.ts';
import { youtube } from './youtube.ts';

/** Those that come with Lectern; MCP servers bring others. There is no shell among them. */
export const tools = new Registry('tool', [knowledgeSearch, webSearch, tableQuery, calculate, translate, weather, arxiv, wolfram, youtube]);
