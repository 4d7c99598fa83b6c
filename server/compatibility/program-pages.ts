import type { AppContext } from '../context.ts';

/** Where the protocols of programs are spoken, by the first part of their addresses. */
const programRoots: ReadonlySet<string> = new Set(['v1', 'strict', 'mcp', 'chat', 'knowledge_base', 'llm_model', 'server', 'other']);

/** Whether a page of another origin may ask at this address: the settings say which origins. */
export async function mayAskAsProgram({ settings }: Pick<AppContext, 'settings'>, origin: string, path: string): Promise<boolean> {
  if (!programRoots.has(path.split('/')[1] ?? '')) return false;
  const { corsOrigins } = await settings.get();
  return corsOrigins.includes('*') || corsOrigins.includes(origin);
}
