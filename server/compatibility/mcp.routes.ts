import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { JsonRpcFailure, JsonRpcMessage } from '#contracts/mcp';
import { errorBodyOf, type FailureForm, ownFailureForm } from '../platform/error-body.ts';
import { handled, route, type Route } from '../platform/http.ts';
import { createMcpServer } from './mcp-server.ts';
import type { UnstoredTurnContext } from './unstored-turn.ts';

/** Codes of JSON-RPC 2.0. */
const invalidRequest = -32_600;
const internalError = -32_603;

const jsonRpcFailures: FailureForm = {
  schema: JsonRpcFailure,
  present(error, requestId) {
    const { status } = ownFailureForm.present(error, requestId);
    const { message } = errorBodyOf(error, requestId).error;
    const body: JsonRpcFailure = { jsonrpc: '2.0', id: null, error: { code: status < 500 ? invalidRequest : internalError, message } };
    return { status, body };
  },
};

/** Tools for other programs' agents, without sessions: every request stands alone, and there is nothing to GET. */
export function mcpRoutes(context: UnstoredTurnContext, version: string): Route[] {
  return [
    route({
      method: 'post',
      path: '/mcp',
      access: 'limited-key',
      summary: 'Model Context Protocol (streamable HTTP): search, ask, list knowledge bases and documents, read a source',
      body: JsonRpcMessage,
      produces: 'text/event-stream',
      failureForm: jsonRpcFailures,
      async handle({ principal, body, signal, raw }) {
        const server = createMcpServer(context, { principal, signal }, version);
        const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
        raw.response.once('close', () => void server.close());
        await server.connect(transport);
        await transport.handleRequest(raw.request, raw.response, body);
        return handled;
      },
    }),
  ];
}
