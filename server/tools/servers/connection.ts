import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { ErrorCode, McpError, ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import type { EndpointFetch } from '../../platform/endpoint-fetch.ts';
import { AppError, messageOf, throwIfAborted } from '../../platform/errors.ts';
import { type OpenedTransport, openTransport } from './open-transport.ts';
import { readContent } from './read-content.ts';
import { readRemoteTool, type RemoteTool } from './remote-tool.ts';

const connectTimeoutMs = 10_000;
const callTimeoutMs = 60_000;
const pagesLimit = 10;
export const toolsPerServerLimit = 200;
/** After a failure nobody is kept waiting for another; each one doubles the pause. */
const backOffMs = { first: 1_000, longest: 60_000 } as const;

export type ConnectionState = { state: 'idle' | 'connected' | 'failed'; problem?: string; toolCount: number };

type Connected = { client: Client; tools: readonly RemoteTool[] | undefined };
type Failure = { count: number; untilMs: number; error: AppError };

async function listTools(client: Client): Promise<RemoteTool[]> {
  const tools: RemoteTool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pagesLimit && tools.length < toolsPerServerLimit; page++) {
    const listed = await client.listTools({ cursor }, { timeout: connectTimeoutMs });
    tools.push(...listed.tools.flatMap(readRemoteTool));
    cursor = listed.nextCursor;
    if (!cursor) break;
  }
  return tools.slice(0, toolsPerServerLimit);
}

/** One tool server: connected when it is first asked, and again when the connection was lost. */
export class ToolServerConnection implements AsyncDisposable {
  #connecting: Promise<Connected> | undefined;
  #connected: Connected | undefined;
  #failure: Failure | undefined;

  constructor(
    readonly name: string,
    readonly transport: OpenedTransport,
    readonly endpoint: EndpointFetch,
  ) {}

  state(): ConnectionState {
    if (this.#connected) return { state: 'connected', toolCount: this.#connected.tools?.length ?? 0 };
    return this.#failure ? { state: 'failed', problem: this.#failure.error.message, toolCount: 0 } : { state: 'idle', toolCount: 0 };
  }

  /** Its tools, as it listed them last. */
  knownTools(): readonly RemoteTool[] {
    return this.#connected?.tools ?? [];
  }

  /** @throws AppError unavailable when it does not answer; at once while the pause after a failure lasts */
  async tools(): Promise<readonly RemoteTool[]> {
    const connected = await this.#connect();
    try {
      return (connected.tools ??= await listTools(connected.client));
    } catch (error) {
      await this.#giveUp(connected);
      throw this.#unavailable(error);
    }
  }

  /** @throws AppError with what the tool complained of, unavailable, cancelled */
  async call(name: string, input: Record<string, unknown>, signal: AbortSignal): Promise<string> {
    const connected = await this.#connect();
    try {
      return readContent(await connected.client.callTool({ name, arguments: input }, undefined, { signal, timeout: callTimeoutMs }));
    } catch (error) {
      throwIfAborted(signal);
      if (error instanceof AppError) throw error;
      const isAnswer = error instanceof McpError && error.code !== Number(ErrorCode.ConnectionClosed);
      if (!isAnswer) await this.#giveUp(connected);
      throw new AppError('provider_failed', `${this.name}: ${messageOf(error)}`, {}, { cause: error });
    }
  }

  /** A session that the server has forgotten is not asked again. */
  async #giveUp(connected: Connected): Promise<void> {
    if (this.#connected === connected) this.#connected = undefined;
    await connected.client.close().catch(() => undefined);
  }

  #unavailable(cause: unknown): AppError {
    const hint = this.transport.kind === 'stdio' ? 'Check its command in Settings > Tools.' : 'Check its address in Settings > Tools, and that it is running.';
    return new AppError('unavailable', `The tool server ${this.name} does not answer: ${messageOf(cause)}`, { hint }, { cause });
  }

  async #connect(): Promise<Connected> {
    if (this.#connected) return this.#connected;
    if (this.#failure && Date.now() < this.#failure.untilMs) throw this.#failure.error;
    this.#connecting ??= this.#open().finally(() => (this.#connecting = undefined));
    return this.#connecting;
  }

  async #open(): Promise<Connected> {
    const client = new Client({ name: 'lectern', version: '1' });
    try {
      const transport = await openTransport(this.transport, this.endpoint);
      await client.connect(transport, { timeout: connectTimeoutMs });
      const connected: Connected = { client, tools: undefined };
      client.setNotificationHandler(ToolListChangedNotificationSchema, () => void (connected.tools = undefined));
      client.onclose = () => {
        if (this.#connected === connected) this.#connected = undefined;
      };
      this.#failure = undefined;
      this.#connected = connected;
      return connected;
    } catch (error) {
      await client.close().catch(() => undefined);
      const count = (this.#failure?.count ?? 0) + 1;
      const pauseMs = Math.min(backOffMs.longest, backOffMs.first * 2 ** (count - 1));
      this.#failure = { count, untilMs: Date.now() + pauseMs, error: this.#unavailable(error) };
      throw this.#failure.error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connecting?.catch(() => undefined);
    await this.#connected?.client.close().catch(() => undefined);
  }
}
