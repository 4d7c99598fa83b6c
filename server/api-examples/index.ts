import { administrationExamples } from './administration.ts';
import { askingExamples } from './asking.ts';
import { knowledgeBaseExamples } from './knowledge-bases.ts';
import { protocolExamples } from './protocols.ts';

/** A body for each route that takes one, as `post /api/conversations`. A test keeps them true. */
export const bodyExamples: Readonly<Record<string, unknown>> = { ...knowledgeBaseExamples, ...askingExamples, ...administrationExamples, ...protocolExamples };
