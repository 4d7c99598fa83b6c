import type { Database } from '../platform/database.ts';
import { createEndpointClient } from '../platform/endpoint-client.ts';
import type { Logger } from '../platform/logger.ts';
import type { Secrets } from '../platform/secrets.ts';
import { ToolServers } from '../tools/servers/tool-servers.ts';
import { createToolBox, type ToolBox } from '../tools/tool-box.ts';
import type { ToolServices } from '../tools/tool.ts';

type Parts = Pick<ToolServices, 'search' | 'webSearch'> & { database: Database; secrets: Secrets; log: Logger };

/** The tools of a server without tables: the true ones, over what it is given to search. */
export function openTestTools({ database, secrets, log, search, webSearch }: Parts): AsyncDisposable & { toolServers: ToolServers; tools: ToolBox } {
  const endpoints = createEndpointClient();
  const toolServers = new ToolServers(database, secrets);
  const services: ToolServices = {
    endpoints,
    search,
    webSearch,
    listTables: async () => ({ items: [], total: 0, remaking: [] }),
    queryTables: () => Promise.reject(new Error('There are no tables here')),
  };
  return {
    toolServers,
    tools: createToolBox({ database, secrets, toolServers, services, log }),
    async [Symbol.asyncDispose]() {
      await Promise.all([toolServers, endpoints].map((each) => each[Symbol.asyncDispose]()));
    },
  };
}
