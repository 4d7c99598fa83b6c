import type { AppContext } from '../../context.ts';
import type { Route } from '../../platform/http.ts';
import { chatRoutes } from './chat.routes.ts';
import { chatchatDocumentRoutes } from './document.routes.ts';
import { chatchatKnowledgeBaseRoutes } from './knowledge-base.routes.ts';
import { llmModelRoutes } from './llm-model.routes.ts';
import { otherRoutes } from './other.routes.ts';
import { serverRoutes } from './server.routes.ts';
import { chatchatSummaryRoutes } from './summary.routes.ts';
import { switchedRoutes } from './switched-routes.ts';

/** Langchain-Chatchat's protocol of 0.2.7 and 0.2.10, for programs that speak it. */
export function chatchatRoutes(context: AppContext): Route[] {
  return switchedRoutes(context, [
    ...chatRoutes(context),
    ...chatchatKnowledgeBaseRoutes(context),
    ...chatchatDocumentRoutes(context),
    ...chatchatSummaryRoutes(context),
    ...llmModelRoutes(context),
    ...serverRoutes(context),
    ...otherRoutes(context),
  ]);
}
