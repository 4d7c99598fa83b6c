import { Registry } from '../../platform/registry.ts';
import { azure } from './azure.ts';
import { openAi } from './openai.ts';

/** Every way endpoints are spoken to. */
export const protocols = new Registry('protocol', [openAi, azure]);
