import { Registry } from '../../platform/registry.ts';
import { agent } from './agent.ts';
import { file } from './file.ts';
import { knowledgeBase } from './knowledge-base.ts';
import { llm } from './llm.ts';
import { searchEngine } from './search-engine.ts';

export const chatModes = new Registry('chat mode', [llm, knowledgeBase, file, searchEngine, agent]);
