import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { EndpointFetch } from '../../platform/endpoint-fetch.ts';

/** How a tool server is reached, with its secrets. */
export type OpenedTransport =
  | { kind: 'stdio'; command: string; args: readonly string[]; env: Readonly<Record<string, string>> }
  | { kind: 'http'; url: string; headers: Readonly<Record<string, string>> };

const maxMessageBytes = 10 * 1024 * 1024;

/** A program gets its own variables and the few that every program needs, never those of this process. */
export async function openTransport(transport: OpenedTransport, endpoint: EndpointFetch): Promise<Transport> {
  if (transport.kind === 'stdio') {
    const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
    const { command, args, env } = transport;
    return new StdioClientTransport({ command, args: [...args], env: { ...env }, stderr: 'ignore', maxBufferSize: maxMessageBytes });
  }
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  return new StreamableHTTPClientTransport(new URL(transport.url), { fetch: endpoint.fetch, requestInit: { headers: { ...transport.headers } } });
}
