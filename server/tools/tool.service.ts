import { z } from 'zod';
import type { SetUpTool, Tool as PresentedTool } from '#contracts/tool';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { tellProblem } from '../platform/request-problem.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { RemoteTool } from './servers/remote-tool.ts';
import type { StoredToolServer } from './servers/tool-server.repository.ts';
import type { ReachedServer, ToolServers } from './servers/tool-servers.ts';
import { listToolSetups, type StoredToolSetup, writeToolSetup } from './tool.repository.ts';
import type { Tool } from './tool.ts';
import { tools } from './tools/index.ts';

export type ToolContext = { database: Database; secrets: Secrets; toolServers: ToolServers };

type JsonSchema = Record<string, unknown>;

const noOptions = z.strictObject({});
export const schemaOf = (schema: z.ZodObject): JsonSchema => Object.fromEntries(Object.entries(z.toJSONSchema(schema, { io: 'input' })).filter(([name]) => name !== '$schema'));

export const remoteToolId = (serverId: string, name: string) => `${serverId}/${name}`;

/** What is said of a tool, over its defaults. */
export function setupOf(tool: Tool, stored: StoredToolSetup | undefined): StoredToolSetup {
  const schema = tool.options ?? noOptions;
  const options = schema.safeParse(stored?.options ?? {});
  const known = (options.success ? options.data : schema.parse({})) as Record<string, string>;
  return { id: tool.id, ...tool.defaults, ...stored, options: known };
}

export function remoteSetupOf({ id, isOn, needsApproval }: StoredToolServer, name: string, setups: ReadonlyMap<string, StoredToolSetup>): StoredToolSetup {
  const toolId = remoteToolId(id, name);
  const stored = setups.get(toolId);
  return { id: toolId, isOn: isOn && (stored?.isOn ?? true), needsApproval: stored?.needsApproval ?? needsApproval, options: {} };
}

export const isReady = ({ needsApiKey = false }: Tool, { isOn, sealedApiKey }: StoredToolSetup) => isOn && (!needsApiKey || sealedApiKey !== undefined);

function present(tool: Tool, stored: StoredToolSetup | undefined): PresentedTool {
  const setup = setupOf(tool, stored);
  const { id, label, description, needsApiKey = false, input } = tool;
  const { isOn, needsApproval, options } = setup;
  const shown = { isOn, needsApproval, options, isReady: isReady(tool, setup), hasApiKey: setup.sealedApiKey !== undefined };
  return { id, label, description, needsApiKey, ...shown, optionSchema: schemaOf(tool.options ?? noOptions), input: schemaOf(input) };
}

function presentRemote(server: StoredToolServer, { name, label, description, input }: RemoteTool, setups: ReadonlyMap<string, StoredToolSetup>): PresentedTool {
  const { id, isOn, needsApproval } = remoteSetupOf(server, name, setups);
  const shown = { isOn, needsApproval, isReady: isOn, needsApiKey: false, hasApiKey: false, options: {}, optionSchema: schemaOf(noOptions) };
  return { id, label, description, server: { id: server.id, name: server.name }, ...shown, input };
}

/** What a server offers; nothing where it is switched off or does not answer. */
const offeredBy = async ({ stored, connection }: ReachedServer) => (stored.isOn ? connection.tools().catch(() => connection.knownTools()) : []);

/** Every tool there is, switched on or not: those of Lectern, then those of tool servers that answer. */
export async function listTools({ database, toolServers }: ToolContext): Promise<PresentedTool[]> {
  const setups = await listToolSetups(database);
  const servers = await toolServers.reachAll();
  const offered = await Promise.all(servers.map(offeredBy));
  const remote = servers.flatMap(({ stored }, index) => offered[index]!.map((tool) => presentRemote(stored, tool, setups)));
  return [...tools.list().map((tool) => present(tool, setups.get(tool.id))), ...remote];
}

/** @throws AppError invalid_request naming the option */
function readOptions({ id, options: schema = noOptions }: Tool, given: Readonly<Record<string, string>>): Record<string, string> {
  const known = Object.keys(schema.shape);
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new AppError('invalid_request', `${id} has no option "${unknown}"`, { field: `options.${unknown}`, known });
  const parsed = schema.safeParse(given, { error: tellProblem });
  if (parsed.success) return parsed.data as Record<string, string>;
  const [issue] = parsed.error.issues;
  throw new AppError('invalid_request', `${issue!.path.join('.')} ${issue!.message}`, { field: `options.${issue!.path.join('.')}` });
}

const destinationOf = (options: Readonly<Record<string, string>>) =>
  JSON.stringify(Object.entries(options).map(([name, value]) => (name === 'baseUrl' && value ? new URL(value).origin : value)));

function refuseToMoveKey(before: StoredToolSetup, options: Readonly<Record<string, string>>, { apiKey }: SetUpTool): void {
  if (before.sealedApiKey === undefined || apiKey !== undefined || destinationOf(before.options) === destinationOf(options)) return;
  throw new AppError('invalid_request', 'The API key has to be entered again: it goes only to the host it was entered for', { field: 'apiKey' });
}

async function setUpRemote({ database, toolServers }: ToolContext, id: string, { isOn, needsApproval, apiKey, options }: SetUpTool): Promise<void> {
  const setups = await listToolSetups(database);
  const reached = (await toolServers.reachAll()).find(({ stored }) => id.startsWith(`${stored.id}/`));
  if (!reached) throw new AppError('not_found', `There is no tool server for ${id}`);
  const name = id.slice(reached.stored.id.length + 1);
  const known = (await reached.connection.tools()).map((tool) => tool.name);
  if (!known.includes(name)) throw new AppError('not_found', `${reached.stored.name} has no tool "${name}"`, { known });
  if (apiKey !== undefined || options !== undefined) {
    throw new AppError('invalid_request', 'Tools of a server have neither keys nor options of their own', { field: apiKey === undefined ? 'options' : 'apiKey' });
  }
  const before = remoteSetupOf({ ...reached.stored, isOn: true }, name, setups);
  await writeToolSetup(database, { ...before, isOn: isOn ?? before.isOn, needsApproval: needsApproval ?? before.needsApproval });
}

async function setUpOwn({ database, secrets }: ToolContext, tool: Tool, given: SetUpTool): Promise<void> {
  const before = setupOf(tool, (await listToolSetups(database)).get(tool.id));
  const options = readOptions(tool, { ...before.options, ...given.options });
  refuseToMoveKey(before, options, given);
  const kept = given.apiKey === undefined ? before.sealedApiKey : undefined;
  const sealedApiKey = given.apiKey ? secrets.seal(given.apiKey) : kept;
  await writeToolSetup(database, { id: tool.id, isOn: given.isOn ?? before.isOn, needsApproval: given.needsApproval ?? before.needsApproval, sealedApiKey, options });
}

/** Changes what was given of a tool's setup. @throws AppError not_found, invalid_request */
export async function setUpTool(context: ToolContext, id: string, given: SetUpTool): Promise<PresentedTool> {
  if (id.includes('/')) await setUpRemote(context, id, given);
  else await setUpOwn(context, tools.get(id), given);
  return (await listTools(context)).find((tool) => tool.id === id)!;
}
