import type { CreateToolServer, GivenTransport, ShownTransport, TestToolServerResult, ToolServer, UpdateToolServer } from '#contracts/tool';
import type { Database } from '../../platform/database.ts';
import { createEndpointFetch } from '../../platform/endpoint-fetch.ts';
import { AppError } from '../../platform/errors.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { ToolServerConnection } from './connection.ts';
import { unsealTransport, sealTransport } from './sealed-transport.ts';
import { deleteServer, getStoredServer, listStoredServers, type StoredToolServer, writeServer } from './tool-server.repository.ts';

const serversLimit = 50;
const maxAnswerBytes = 10 * 1024 * 1024;

/** A server with the way to it. */
export type ReachedServer = { stored: StoredToolServer; connection: ToolServerConnection };

function shown(transport: StoredToolServer['transport']): ShownTransport {
  return transport.kind === 'stdio' ? { ...transport, env: Object.keys(transport.env) } : { ...transport, headers: Object.keys(transport.headers) };
}

/** The servers of tools that an administrator has configured. Each is one connection, which all turns share. */
export class ToolServers implements AsyncDisposable {
  readonly #connections = new Map<string, { connection: ToolServerConnection; as: string }>();
  readonly #endpoint = createEndpointFetch(maxAnswerBytes);

  constructor(
    readonly database: Database,
    readonly secrets: Secrets,
  ) {}

  /** The connection to a server as it is stored now; one to what it was before is closed. */
  #reach(stored: StoredToolServer): ToolServerConnection {
    const as = JSON.stringify([stored.name, stored.transport]);
    const known = this.#connections.get(stored.id);
    if (known?.as === as) return known.connection;
    if (known) void known.connection[Symbol.asyncDispose]();
    const connection = new ToolServerConnection(stored.name, unsealTransport(stored.transport, this.secrets), this.#endpoint);
    this.#connections.set(stored.id, { connection, as });
    return connection;
  }

  async #forget(id: string): Promise<void> {
    const known = this.#connections.get(id);
    this.#connections.delete(id);
    await known?.connection[Symbol.asyncDispose]();
  }

  /** Those that can be reached; one whose secrets cannot be read any more is left out. */
  async reachAll(): Promise<ReachedServer[]> {
    return (await listStoredServers(this.database)).flatMap((stored) => {
      try {
        return [{ stored, connection: this.#reach(stored) }];
      } catch {
        return [];
      }
    });
  }

  async list(): Promise<ToolServer[]> {
    return (await listStoredServers(this.database)).map((stored) => this.#present(stored));
  }

  #present({ id, name, isOn, needsApproval, transport }: StoredToolServer): ToolServer {
    const state = this.#connections.get(id)?.connection.state() ?? { state: 'idle' as const, toolCount: 0 };
    return { id, name, isOn, needsApproval, transport: shown(transport), ...state };
  }

  async #get(id: string): Promise<ToolServer> {
    return this.#present(await getStoredServer(this.database, id));
  }

  /** @throws AppError conflict, invalid_request */
  async create(given: CreateToolServer): Promise<ToolServer> {
    if ((await listStoredServers(this.database)).length >= serversLimit) throw new AppError('conflict', `There are ${serversLimit} tool servers already`);
    const transport = sealTransport(given.transport, undefined, this.secrets);
    return this.#get(await writeServer(this.database, { ...given, transport }));
  }

  /** @throws AppError not_found, conflict, invalid_request */
  async update(id: string, { transport, ...change }: UpdateToolServer): Promise<ToolServer> {
    const stored = await getStoredServer(this.database, id);
    const given: GivenTransport | undefined = transport;
    const sealed = given ? sealTransport(given, stored.transport, this.secrets) : stored.transport;
    await writeServer(this.database, { ...stored, ...change, transport: sealed });
    if (given) await this.#forget(id);
    return this.#get(id);
  }

  /** @throws AppError not_found */
  async remove(id: string): Promise<void> {
    await deleteServer(this.database, id);
    await this.#forget(id);
  }

  /** Connects anew and lists the tools, or says what is wrong. @throws AppError not_found */
  async test(id: string): Promise<TestToolServerResult> {
    const stored = await getStoredServer(this.database, id);
    await this.#forget(id);
    try {
      const tools = await this.#reach(stored).tools();
      return { ok: true, message: `${stored.name} has ${tools.length} tools`, tools: tools.map(({ name }) => name) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { ok: false, message: [error.message, error.hint].filter(Boolean).join('. '), tools: [] };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#connections.keys()].map((id) => this.#forget(id)));
    await this.#endpoint[Symbol.asyncDispose]();
  }
}
