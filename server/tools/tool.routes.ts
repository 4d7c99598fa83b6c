import { z } from 'zod';
import { listOf } from '#contracts/pagination';
import { CreateToolServer, SetUpTool, TestToolServerResult, Tool, ToolServer, UpdateToolServer } from '#contracts/tool';
import { IdParams, route, type Route } from '../platform/http.ts';
import { listTools, setUpTool, type ToolContext } from './tool.service.ts';

/** A tool of a server has its slash written as %2F. */
const ToolParams = z.object({ id: z.string().min(1).max(200) });

const asPage = <Item>(items: Item[]) => ({ items, total: items.length });

export function toolRoutes(context: ToolContext): Route[] {
  const { toolServers } = context;
  return [
    route({
      method: 'get',
      path: '/api/tools',
      summary: 'List the tools that agents can call, switched on or not',
      responds: listOf(Tool),
      handle: async () => asPage(await listTools(context)),
    }),
    route({
      method: 'put',
      path: '/api/tools/:id',
      summary: 'Switch a tool on or off, ask for approval of its calls, give it its key',
      params: ToolParams,
      body: SetUpTool,
      responds: Tool,
      handle: ({ params, body }) => setUpTool(context, params.id, body),
    }),
    route({
      method: 'get',
      path: '/api/tool-servers',
      summary: 'List the servers of tools (MCP)',
      responds: listOf(ToolServer),
      handle: async () => asPage(await toolServers.list()),
    }),
    route({
      method: 'post',
      path: '/api/tool-servers',
      summary: 'Add a server of tools: a program that is started here, or an address',
      body: CreateToolServer,
      responds: ToolServer,
      status: 201,
      handle: ({ body }) => toolServers.create(body),
    }),
    route({
      method: 'patch',
      path: '/api/tool-servers/:id',
      summary: 'Change a server of tools',
      params: IdParams,
      body: UpdateToolServer,
      responds: ToolServer,
      handle: ({ params, body }) => toolServers.update(params.id, body),
    }),
    route({
      method: 'post',
      path: '/api/tool-servers/:id/test',
      summary: 'Connect to a server of tools anew, and list its tools or say what is wrong',
      params: IdParams,
      responds: TestToolServerResult,
      handle: ({ params }) => toolServers.test(params.id),
    }),
    route({
      method: 'delete',
      path: '/api/tool-servers/:id',
      summary: 'Forget a server of tools',
      params: IdParams,
      status: 204,
      handle: ({ params }) => toolServers.remove(params.id),
    }),
  ];
}
