import { randomBytes } from 'node:crypto';
import type { ChatEvent } from '#contracts/chat-event';
import type { ReadyTool } from '../../tools/ready-tools.ts';
import type { Turn } from '../chat-mode.ts';
import { AgentSources } from './agent-sources.ts';

/** What one agent works with. Nothing of it is shared with another. */
export type AgentRun = {
  turn: Turn;
  tools: readonly ReadyTool[];
  sources: AgentSources;
  /** Stands around what tools give, chosen at random, so that no text can close it. */
  fence: string;
  signal: AbortSignal;
  emit(event: ChatEvent): void;
};

export function beginAgentRun(turn: Turn, tools: readonly ReadyTool[], emit: AgentRun['emit'], signal: AbortSignal): AgentRun {
  return { turn, tools, sources: new AgentSources(turn.question), fence: `=====${randomBytes(6).toString('hex')}`, signal, emit };
}
