import type { z } from 'zod';
import type { Principal } from '../platform/principal.ts';
import type { UnstoredTurnContext } from './unstored-turn.ts';

/** On whose behalf a tool is called; the signal aborts when the client goes away. */
export type McpCall = { principal: Principal; signal: AbortSignal };

/** The same twice: for a model to read, and for a program. */
export type McpToolResult<Structured> = { text: string; structured: Structured };

/** Something an agent can do here. All of them only read. */
export type McpTool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> = {
  id: string;
  description: string;
  input: Input;
  output: Output;
  /** @throws AppError, which the agent is told */
  run(context: UnstoredTurnContext, input: z.infer<Input>, call: McpCall): Promise<McpToolResult<z.infer<Output>>>;
};

/** Gives `run` the types of its schemas. */
export function mcpTool<Input extends z.ZodObject, Output extends z.ZodObject>(tool: McpTool<Input, Output>): McpTool {
  return tool as unknown as McpTool;
}
