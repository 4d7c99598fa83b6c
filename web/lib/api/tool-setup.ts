import type { z } from 'zod';
import { listOf } from '#contracts/pagination';
import { type CreateToolServer, type SetUpTool, TestToolServerResult, Tool, ToolServer, type UpdateToolServer } from '#contracts/tool';
import { requestJson, send } from './request.ts';

const ToolServerList = listOf(ToolServer);

export function setUpTool(id: string, body: SetUpTool) {
  return requestJson(Tool, `/api/tools/${encodeURIComponent(id)}`, { method: 'PUT', body });
}

export function listToolServers(signal?: AbortSignal) {
  return requestJson(ToolServerList, '/api/tool-servers', { signal });
}

export function createToolServer(body: z.input<typeof CreateToolServer>) {
  return requestJson(ToolServer, '/api/tool-servers', { method: 'POST', body });
}

export function updateToolServer(id: string, body: UpdateToolServer) {
  return requestJson(ToolServer, `/api/tool-servers/${id}`, { method: 'PATCH', body });
}

export function testToolServer(id: string) {
  return requestJson(TestToolServerResult, `/api/tool-servers/${id}/test`, { method: 'POST' });
}

export async function removeToolServer(id: string): Promise<void> {
  await send(`/api/tool-servers/${id}`, { method: 'DELETE' });
}
