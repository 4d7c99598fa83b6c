import type { IncomingMessage } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';
import { listenOnLoopback } from './listen.ts';

const shout = async ({ text }: { text: string }) => ({ content: [{ type: 'text' as const, text: `${text.toUpperCase()}!` }] });

function createServer(): McpServer {
  const server = new McpServer({ name: 'test', version: '1' });
  server.registerTool('shout', { description: 'Shouts a text', inputSchema: { text: z.string() } }, shout);
  server.registerTool('fail', { inputSchema: {} }, async () => ({ isError: true, content: [{ type: 'text', text: 'It is broken' }] }));
  return server;
}

/** A true MCP server over HTTP, with the tools `shout` and `fail`, that answers only with the header `x-token: secret`. */
export async function startMcpToolServer(): Promise<AsyncDisposable & { url: string; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const served = await listenOnLoopback((request, response) => {
    requests.push(request);
    if (request.headers['x-token'] !== 'secret') return void response.writeHead(401).end();
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    const answer = async () => {
      await createServer().connect(transport);
      await transport.handleRequest(request, response);
    };
    answer().catch(() => response.destroy());
  });
  return { ...served, requests };
}

/** The same tools as a program, run by Node from the folder of the repository; `envTool` tells the variable TOKEN, `exit` ends it. */
export const stdioToolServer = `
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
const text = (text) => ({ content: [{ type: 'text', text }] });
const server = new McpServer({ name: 'test', version: '1' });
server.registerTool('shout', { description: 'Shouts a text', inputSchema: { text: z.string() } }, async (input) => text(input.text.toUpperCase() + '!'));
server.registerTool('environment', { inputSchema: {} }, async () => text(JSON.stringify([process.env.TOKEN, process.env.DATA_DIR, process.pid])));
server.registerTool('exit', { inputSchema: {} }, async () => process.exit(1));
server.registerTool('endless', { inputSchema: {} }, () => new Promise(() => {}));
await server.connect(new StdioServerTransport());
`;
