import { z } from 'zod';
import { Prompt, type PromptMode } from '#contracts/prompt';
import { requestJson } from './request.ts';

const PromptList = z.object({ items: z.array(Prompt) });

export function listPrompts(mode: PromptMode | undefined, signal?: AbortSignal) {
  return requestJson(PromptList, '/api/prompts', { query: { mode }, signal });
}
