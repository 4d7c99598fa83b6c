import express, { type Express } from 'express';
import { apiKeyRoutes } from './api-keys/api-key.routes.ts';
import { identifyByApiKey, isWidgetOrigin } from './api-keys/api-key.service.ts';
import { serveApiDocs } from './api-docs.ts';
import { approvalRoutes } from './chat/agent/approval.routes.ts';
import { turnRoutes } from './chat/turn.routes.ts';
import { chatchatRoutes } from './compatibility/chatchat/chatchat.routes.ts';
import { sendProgramsToDocs } from './compatibility/chatchat/programs-to-docs.ts';
import { mayAskAsProgram } from './compatibility/program-pages.ts';
import { mcpRoutes } from './compatibility/mcp.routes.ts';
import { openAiRoutes } from './compatibility/openai.routes.ts';
import { strictRoutes } from './compatibility/strict.routes.ts';
import type { AppContext } from './context.ts';
import { conversationRoutes } from './conversations/conversation.routes.ts';
import { importRoutes } from './conversations/import.routes.ts';
import { healthRoutes } from './health/health.routes.ts';
import { temporaryFileRoutes } from './knowledge-bases/temporary/temporary-files.routes.ts';
import { folderRoutes } from './knowledge-bases/folders/folder.routes.ts';
import { chunkRoutes } from './knowledge-bases/chunk.routes.ts';
import { documentRoutes } from './knowledge-bases/document.routes.ts';
import { knowledgeBaseRoutes } from './knowledge-bases/knowledge-base.routes.ts';
import { webPageRoutes } from './knowledge-bases/web-pages/web-page.routes.ts';
import { backupRoutes } from './maintenance/backup.routes.ts';
import { doctorRoutes } from './maintenance/doctor.routes.ts';
import { localModelRoutes } from './models/local/local-model.routes.ts';
import { modelRoutes } from './models/model.routes.ts';
import { describeApi } from './openapi.ts';
import { errorHandler, notFound } from './platform/http-errors.ts';
import { type ForeignPages, identifyRequest, refuseForeignPages, securityHeaders } from './platform/http-guards.ts';
import { mountRoutes, type Route } from './platform/http.ts';
import { promptRoutes } from './prompts/prompt.routes.ts';
import { searchEngineRoutes } from './search-engines/search-engine.routes.ts';
import { settingRoutes } from './settings/setting.routes.ts';
import { tableRoutes } from './tables/table.routes.ts';
import { toolRoutes } from './tools/tool.routes.ts';
import { summaryRoutes } from './summaries/summary.routes.ts';
import { translationRoutes } from './translation/translation.routes.ts';
import { version } from './version.ts';
import type { WebPage } from './web-page.ts';
import { widgetPaths, widgetRoutes } from './widget/widget.routes.ts';

const ownHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Pages that embed the chat, and those that may ask as programs do. */
const knownPages = (context: AppContext): ForeignPages => ({
  mayAsk: async (origin, path) => (path === widgetPaths.turns && (await isWidgetOrigin(context, origin))) || mayAskAsProgram(context, origin, path),
  mayLoad: (path) => path === widgetPaths.script,
});

/** Every route of the API, one line per feature. */
export function allRoutes(context: AppContext): Route[] {
  return [
    ...healthRoutes(context),
    ...knowledgeBaseRoutes(context),
    ...documentRoutes(context),
    ...chunkRoutes(context),
    ...folderRoutes(context),
    ...temporaryFileRoutes(context),
    ...summaryRoutes(context),
    ...webPageRoutes(context),
    ...tableRoutes(context),
    ...conversationRoutes(context),
    ...importRoutes(context),
    ...turnRoutes(context),
    ...approvalRoutes(context),
    ...backupRoutes(context),
    ...doctorRoutes(context),
    ...modelRoutes(context),
    ...localModelRoutes(context),
    ...searchEngineRoutes(context),
    ...toolRoutes(context),
    ...promptRoutes(context),
    ...apiKeyRoutes(context),
    ...widgetRoutes(context),
    ...settingRoutes(context),
    ...translationRoutes(context),
    ...openAiRoutes(context),
    ...strictRoutes(context),
    ...mcpRoutes(context, version),
    ...chatchatRoutes(context),
  ];
}

export function createApp(context: AppContext, webPage: WebPage): Express {
  const routes = allRoutes(context);
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(identifyRequest, securityHeaders(webPage.inlineScriptHashes), refuseForeignPages(ownHosts, knownPages(context)));
  mountRoutes(app, routes, identifyByApiKey(context));
  app.use(serveApiDocs(describeApi(routes, version)));
  app.use(sendProgramsToDocs(context));
  app.use(webPage.serve);
  app.use(notFound);
  app.use(errorHandler(context.log));
  return app;
}
