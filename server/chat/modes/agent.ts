import { runAgent } from '../agent/run-agent.ts';
import type { ChatMode } from '../chat-mode.ts';

/** Answers with the help of tools, which the model calls as it sees fit. */
export const agent: ChatMode = { id: 'agent', run: runAgent };
