import type { Database } from '../platform/database.ts';
import { createLogger } from '../platform/logger.ts';
import { localAdministrator as principal } from '../platform/principal.ts';
import type { ToolBox } from '../tools/tool-box.ts';
import { toolRoutes } from '../tools/tool.routes.ts';
import { type ServedRoutes, serveRoutes } from './serve-routes.ts';
import { openTestDatabase } from './test-database.ts';
import { openTestSecrets } from './test-secrets.ts';
import { openTestTools } from './turn-tools.ts';

/** Tools as served, where there is nothing to search and no model to ask. */
export type ServedTools = AsyncDisposable & {
  database: Database;
  server: ServedRoutes;
  tools: ToolBox;
  openTools(chosen?: string[]): ReturnType<ToolBox['open']>;
};

const nothing = () => Promise.reject(new Error('not here'));

export async function serveTools(): Promise<ServedTools> {
  const database = await openTestDatabase();
  const secrets = await openTestSecrets();
  const opened = openTestTools({ database, secrets, log: createLogger('silent'), search: nothing, webSearch: { check: nothing, search: nothing } });
  const { tools, toolServers } = opened;
  const server = await serveRoutes(toolRoutes({ database, secrets, toolServers }));
  return {
    database,
    server,
    tools,
    openTools: (chosen) => tools.open(chosen, { principal, knowledgeBases: [], topK: 3, askModel: nothing }),
    async [Symbol.asyncDispose]() {
      await Promise.all([server, opened].map((each) => each[Symbol.asyncDispose]()));
      await database[Symbol.asyncDispose]();
    },
  };
}
