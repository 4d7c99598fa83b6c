import type { z } from 'zod';
import { AppError, messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { ToolServerConnection } from './servers/connection.ts';
import type { RemoteTool } from './servers/remote-tool.ts';
import { listToolSetups, type StoredToolSetup } from './tool.repository.ts';
import { isReady, remoteSetupOf, remoteToolId, schemaOf, setupOf, type ToolContext } from './tool.service.ts';
import type { Tool, ToolOutcome, ToolScope, ToolServices } from './tool.ts';
import { tools } from './tools/index.ts';

/** A tool that may be called in this turn. */
export type ReadyTool = {
  id: string;
  /** For the model: at most 64 of A-Z, a-z, 0-9, _ and -. */
  name: string;
  description: string;
  /** A JSON schema of an object. */
  input: Record<string, unknown>;
  /** The field that takes a plain text, where there is one. */
  textField?: string;
  needsApproval: boolean;
  /** @throws AppError invalid_request when the input does not fit; what the tool complains of; cancelled */
  call(input: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<ToolOutcome>;
};

/** `notes` tell which of the chosen cannot be called, and why. */
export type OpenedTools = { tools: ReadyTool[]; notes: string[] };

export type ToolBoxContext = ToolContext & { services: ToolServices; log: Logger };

const nameMaxChars = 64;
const shellRefusal = 'There is no shell tool: what a model writes is never run on this machine';

/** The ids that no tool has are refused by name. @throws AppError not_found, unsupported */
export async function refuseUnknownTools({ toolServers }: Pick<ToolContext, 'toolServers'>, ids: readonly string[]): Promise<void> {
  if (ids.includes('shell')) throw new AppError('unsupported', shellRefusal, { field: 'tools', hint: 'An administrator can add a tool server for what is needed.' });
  const serverIds = new Set((await toolServers.list()).map(({ id }) => id));
  const unknown = ids.find((id) => (id.includes('/') ? !serverIds.has(id.slice(0, id.indexOf('/'))) : !tools.ids().includes(id)));
  if (unknown !== undefined) throw new AppError('not_found', `There is no tool named "${unknown}"`, { field: 'tools', known: tools.ids() });
}

function parseInput(tool: Tool, input: unknown): z.infer<Tool['input']> {
  const parsed = tool.input.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`);
  throw new AppError('invalid_request', `The input does not fit: ${problems.join('; ')}`);
}

function openOwn({ services, secrets }: ToolBoxContext, scope: ToolScope, tool: Tool, { sealedApiKey, options, needsApproval }: StoredToolSetup): ReadyTool {
  const { id, description, describe, textField } = tool;
  return {
    id,
    name: id,
    description: [description, describe?.(scope)].filter(Boolean).join('\n'),
    input: schemaOf(tool.input),
    textField,
    needsApproval,
    async call(input, signal) {
      const apiKey = sealedApiKey === undefined ? undefined : secrets.unseal(sealedApiKey);
      return tool.run(parseInput(tool, input), { ...services, ...scope, apiKey, options, signal });
    },
  };
}

/** The only text that a remote tool must be given. */
function textFieldOf({ input }: RemoteTool): string | undefined {
  const required = Array.isArray(input.required) ? (input.required as string[]) : [];
  const properties = (input.properties ?? {}) as Record<string, { type?: unknown } | undefined>;
  return required.length === 1 && properties[required[0]!]?.type === 'string' ? required[0] : undefined;
}

function openRemote(connection: ToolServerConnection, tool: RemoteTool, { id, needsApproval }: StoredToolSetup): ReadyTool {
  const { name, description, input } = tool;
  const whole = `${connection.name}_${name}`.replace(/[^A-Za-z0-9_-]+/g, '_').slice(-nameMaxChars);
  const call: ReadyTool['call'] = async (given, signal) => ({ text: await connection.call(name, { ...given }, signal) });
  return { id, name: whole, description, input, textField: textFieldOf(tool), needsApproval, call };
}

/** What is no complaint of the tool is a bug: logged, and told without its words. */
function withLoggedFailures(tool: ReadyTool, log: Logger): ReadyTool {
  return {
    ...tool,
    async call(input, signal) {
      try {
        return await tool.call(input, signal);
      } catch (error) {
        if (error instanceof AppError || signal.aborted) throw error;
        log.error({ err: error, tool: tool.id }, 'a tool failed');
        throw new AppError('internal', 'Something went wrong inside the tool', {}, { cause: error });
      }
    },
  };
}

function withDistinctNames(opened: readonly ReadyTool[]): ReadyTool[] {
  const taken = new Set<string>();
  return opened.map((tool) => {
    let { name } = tool;
    for (let copy = 2; taken.has(name); copy++) name = `${tool.name.slice(0, nameMaxChars - 4)}_${copy}`;
    taken.add(name);
    return { ...tool, name };
  });
}

function absenceOf(tool: Tool, setup: StoredToolSetup): string[] {
  if (isReady(tool, setup)) return [];
  return [setup.isOn ? `The tool "${tool.label}" needs an API key; enter it in Settings > Tools` : `The tool "${tool.label}" is switched off`];
}

/** Of the tools that are switched on, all, or those that are chosen. */
export async function openTools(context: ToolBoxContext, chosen: readonly string[] | undefined, scope: ToolScope): Promise<OpenedTools> {
  const setups = await listToolSetups(context.database);
  const isWanted = (id: string) => chosen?.includes(id) ?? true;
  const own = tools.list().filter(({ id }) => isWanted(id));
  const notes = chosen ? own.flatMap((tool) => absenceOf(tool, setupOf(tool, setups.get(tool.id)))) : [];
  const ready = own.flatMap((tool) => {
    const setup = setupOf(tool, setups.get(tool.id));
    return isReady(tool, setup) ? [openOwn(context, scope, tool, setup)] : [];
  });

  const servers = (await context.toolServers.reachAll()).filter(({ stored }) => stored.isOn && (!chosen || chosen.some((id) => id.startsWith(`${stored.id}/`))));
  const remote = await Promise.all(
    servers.map(async ({ stored, connection }) => {
      try {
        const offered = (await connection.tools()).map((tool) => ({ tool, setup: remoteSetupOf(stored, tool.name, setups) }));
        return offered.filter(({ tool, setup }) => setup.isOn && isWanted(remoteToolId(stored.id, tool.name))).map(({ tool, setup }) => openRemote(connection, tool, setup));
      } catch (error) {
        notes.push(messageOf(error));
        return [];
      }
    }),
  );
  const opened = [...ready, ...remote.flat()].map((tool) => withLoggedFailures(tool, context.log));
  return { tools: withDistinctNames(opened), notes };
}
