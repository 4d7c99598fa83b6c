import { z } from 'zod';
import { Tool } from '#contracts/tool';
import { requestJson, send } from './request.ts';

const ToolList = z.object({ items: z.array(Tool) });

export function listTools(signal?: AbortSignal) {
  return requestJson(ToolList, '/api/tools', { signal });
}

/** Lets an agent make the call it waits to make, or keeps it from it. */
export async function decideToolCall(turnId: string, callId: string, decision: 'allow' | 'refuse'): Promise<void> {
  await send(`/api/turns/${turnId}/tool-calls/${encodeURIComponent(callId)}`, { method: 'POST', body: { decision } });
}
