import { z } from 'zod';
import { type CreatePrompt, Prompt, type PromptKey, PromptVersion, TestedPrompt, type TestPrompt } from '#contracts/prompt';
import { requestJson, send } from './request.ts';

const VersionList = z.object({ items: z.array(PromptVersion) });
const addressOf = ({ mode, name }: PromptKey) => `/api/prompts/${mode}/${encodeURIComponent(name)}`;

export function createPrompt(body: CreatePrompt) {
  return requestJson(Prompt, '/api/prompts', { method: 'POST', body });
}

export function changePrompt(key: PromptKey, text: string) {
  return requestJson(Prompt, addressOf(key), { method: 'PUT', body: { text } });
}

export async function removePrompt(key: PromptKey): Promise<void> {
  await send(addressOf(key), { method: 'DELETE' });
}

export function listPromptVersions(key: PromptKey, signal?: AbortSignal) {
  return requestJson(VersionList, `${addressOf(key)}/versions`, { signal });
}

export function restorePromptVersion(key: PromptKey, version: number) {
  return requestJson(Prompt, `${addressOf(key)}/versions/${version}/restore`, { method: 'POST' });
}

/** The messages it makes, and the answer of a model where one is named. Nothing is kept. */
export function testPrompt(body: TestPrompt) {
  return requestJson(TestedPrompt, '/api/prompts/test', { method: 'POST', body });
}
