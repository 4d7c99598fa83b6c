import { z } from 'zod';

/** `waiting`: a person has to allow it first. `refused`: a person, or a limit, did not. */
export const ToolCallState = z.enum(['waiting', 'running', 'complete', 'failed', 'refused']);
export type ToolCallState = z.infer<typeof ToolCallState>;

/** One call of a tool by an agent, as it is shown while it happens and kept in the answer. */
export const ToolCall = z.object({
  id: z.string(),
  /** Id of the tool; of a tool server's tool `<server id>/<tool name>`. */
  tool: z.string(),
  /** The arguments as JSON, or the text that could not be read as such. */
  input: z.string(),
  /** What the model said before it. */
  thought: z.string().optional(),
  state: ToolCallState,
  /** What the tool gave, or why it gave nothing; cut to `outputMaxChars`. */
  output: z.string().optional(),
  durationMs: z.number().optional(),
});
export type ToolCall = z.infer<typeof ToolCall>;

export const outputMaxChars = 20_000;
