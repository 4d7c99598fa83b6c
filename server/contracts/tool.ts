import { z } from 'zod';
import { BaseUrl } from '#contracts/model';

export const toolOptionMaxChars = 1_000;
const secretMaxChars = 4_000;
const secretsLimit = 50;

/** A JSON schema of an object. */
const ObjectSchema = z.record(z.string(), z.unknown());

/** Something an agent can call: built in, or of a tool server. */
export const Tool = z.object({
  /** Of a tool server's tool `<server id>/<tool name>`. */
  id: z.string(),
  label: z.string(),
  description: z.string(),
  /** The tool server it is of; left out where it is built in. */
  server: z.object({ id: z.string(), name: z.string() }).optional(),
  needsApiKey: z.boolean(),
  /** Keys are written, never read back. */
  hasApiKey: z.boolean(),
  isOn: z.boolean(),
  /** A person is asked before each call. */
  needsApproval: z.boolean(),
  /** It can be called: it is switched on, and has its key where it needs one. */
  isReady: z.boolean(),
  /** Whatever else it can be told, such as where it asks. */
  options: z.record(z.string(), z.string()),
  /** What the options may be: every one is a text, or one of some. */
  optionSchema: ObjectSchema,
  input: ObjectSchema,
});
export type Tool = z.infer<typeof Tool>;

/** `apiKey: ""` removes the stored key; leaving it out keeps it, which is refused when `baseUrl` moves to another host. What is left out stays. */
export const SetUpTool = z.strictObject({
  isOn: z.boolean().optional(),
  needsApproval: z.boolean().optional(),
  apiKey: z.string().trim().max(500).optional(),
  options: z.record(z.string().max(60), z.string().trim().max(toolOptionMaxChars)).optional(),
});
export type SetUpTool = z.infer<typeof SetUpTool>;

/** By name. `null` keeps what is stored by that name; a name that is not given is forgotten. */
const Secrets = z
  .record(z.string().min(1).max(200), z.string().max(secretMaxChars).nullable())
  .refine((secrets) => Object.keys(secrets).length <= secretsLimit, `must not be more than ${secretsLimit}`)
  .default({});

const Command = z.string().trim().min(1).max(1_000);
const Arguments = z.array(z.string().max(secretMaxChars)).max(100);

/** How a tool server is reached: a program that is started here, or an address. */
export const GivenTransport = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stdio'), command: Command, args: Arguments.default([]), env: Secrets }),
  z.strictObject({ kind: z.literal('http'), url: BaseUrl, headers: Secrets }),
]);
export type GivenTransport = z.infer<typeof GivenTransport>;

/** The same as it is shown: of its secrets only the names. */
export const ShownTransport = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stdio'), command: Command, args: Arguments, env: z.array(z.string()) }),
  z.object({ kind: z.literal('http'), url: z.string(), headers: z.array(z.string()) }),
]);
export type ShownTransport = z.infer<typeof ShownTransport>;

export const CreateToolServer = z.strictObject({
  name: z.string().trim().min(1).max(60),
  transport: GivenTransport,
  isOn: z.boolean().default(true),
  needsApproval: z.boolean().default(true),
});
export type CreateToolServer = z.infer<typeof CreateToolServer>;

export const UpdateToolServer = z
  .strictObject({ name: CreateToolServer.shape.name, transport: GivenTransport, isOn: z.boolean(), needsApproval: z.boolean() })
  .partial();
export type UpdateToolServer = z.infer<typeof UpdateToolServer>;

/** A server of tools that speaks MCP. */
export const ToolServer = z.object({
  id: z.string(),
  name: z.string(),
  /** Where it is switched off none of its tools can be called, and it is not asked for them. */
  isOn: z.boolean(),
  /** As its tools do of which nothing else was said. */
  needsApproval: z.boolean(),
  transport: ShownTransport,
  /** `idle`: nobody has asked it yet. */
  state: z.enum(['idle', 'connected', 'failed']),
  /** Why it failed. */
  problem: z.string().optional(),
  toolCount: z.number().int(),
});
export type ToolServer = z.infer<typeof ToolServer>;

export const TestToolServerResult = z.object({ ok: z.boolean(), message: z.string(), tools: z.array(z.string()) });
export type TestToolServerResult = z.infer<typeof TestToolServerResult>;

export const DecideToolCall = z.strictObject({ decision: z.enum(['allow', 'refuse']) });
export type DecideToolCall = z.infer<typeof DecideToolCall>;
