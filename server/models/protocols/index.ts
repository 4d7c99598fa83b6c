import { Registry } from '../../platform/registry.ts';
import { anthropic } from './anthropic.ts';
import { azure } from './azure.ts';
import { gemini } from './gemini.ts';
import { ollama } from './ollama.ts';
import { openAi } from './openai.ts';
import { tgi } from './tgi.ts';

/** Every way endpoints are spoken to. */
export const protocols = new Registry('protocol', [openAi, azure, anthropic, gemini, ollama, tgi]);
