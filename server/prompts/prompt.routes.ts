import { z } from 'zod';
import { CreatePrompt, Prompt, PromptKey, PromptMode, PromptVersion, TestedPrompt, TestPrompt, UpdatePrompt } from '#contracts/prompt';
import type { ModelCatalog } from '../models/model-catalog.ts';
import { route, type Route } from '../platform/http.ts';
import { changePrompt, createPrompt, deletePrompt, getPrompt, listPrompts, listPromptVersions, type PromptContext, restorePromptVersion } from './prompt.service.ts';
import { testPrompt } from './test-prompt.ts';

export function promptRoutes(context: PromptContext & ModelCatalog): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/prompts',
      summary: 'Prompt templates by mode, those that come with Lectern first',
      query: z.object({ mode: PromptMode.optional() }),
      responds: z.object({ items: z.array(Prompt) }),
      handle: async ({ query }) => ({ items: await listPrompts(context, query.mode) }),
    }),
    route({
      method: 'post',
      path: '/api/prompts',
      summary: 'Add a prompt template; a placeholder that does not exist is refused by its name',
      body: CreatePrompt,
      status: 201,
      responds: Prompt,
      handle: ({ body }) => createPrompt(context, body),
    }),
    route({
      method: 'post',
      path: '/api/prompts/test',
      summary: 'The messages that a template makes, and the answer of a model if one is named; nothing is kept',
      body: TestPrompt,
      responds: TestedPrompt,
      handle: ({ principal, body, signal }) => testPrompt(context, principal, body, signal),
    }),
    route({
      method: 'get',
      path: '/api/prompts/:mode/:name',
      summary: 'Get a prompt template',
      params: PromptKey,
      responds: Prompt,
      handle: ({ params }) => getPrompt(context, params),
    }),
    route({
      method: 'put',
      path: '/api/prompts/:mode/:name',
      summary: 'Change a prompt template; the next question uses it, and the text before stays as a version',
      params: PromptKey,
      body: UpdatePrompt,
      responds: Prompt,
      handle: ({ params, body }) => changePrompt(context, params, body.text),
    }),
    route({
      method: 'delete',
      path: '/api/prompts/:mode/:name',
      summary: 'Delete a prompt template; one that comes with Lectern is as it came afterwards',
      params: PromptKey,
      status: 204,
      handle: ({ params }) => deletePrompt(context, params),
    }),
    route({
      method: 'get',
      path: '/api/prompts/:mode/:name/versions',
      summary: 'Earlier texts of a prompt template, newest first; version 0 is the one that comes with Lectern',
      params: PromptKey,
      responds: z.object({ items: z.array(PromptVersion) }),
      handle: async ({ params }) => ({ items: await listPromptVersions(context, params) }),
    }),
    route({
      method: 'post',
      path: '/api/prompts/:mode/:name/versions/:version/restore',
      summary: 'Take an earlier text again; it becomes the newest version',
      params: PromptKey.extend({ version: z.coerce.number().int().min(0) }),
      responds: Prompt,
      handle: ({ params }) => restorePromptVersion(context, params, params.version),
    }),
  ];
}
