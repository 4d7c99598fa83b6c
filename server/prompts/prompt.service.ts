import { type CreatePrompt, type Prompt, type PromptKey, PromptMode, type PromptVersion } from '#contracts/prompt';
import type { Settings } from '#contracts/setting';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { SettingSource } from '../settings/setting.service.ts';
import { builtInPrompts, defaultPromptName } from './built-in-prompts.ts';
import { findStoredPrompt, listStoredPrompts, listStoredVersions, removeStoredPrompt, type StoredPrompt, storePrompt } from './prompt.repository.ts';

export type PromptContext = { database: Database; settings: SettingSource };

const builtInText = ({ mode, name }: PromptKey): string | undefined =>
  Object.hasOwn(builtInPrompts[mode], name) ? builtInPrompts[mode][name] : undefined;
const nameOfDefault = (mode: PromptMode, { defaultPrompts }: Settings) => defaultPrompts[mode] ?? defaultPromptName;
const unknown = ({ mode, name }: PromptKey, known: readonly string[]) =>
  new AppError('not_found', `There is no prompt named "${name}" for mode ${mode}`, { known });

function present(key: PromptKey, stored: StoredPrompt | undefined, settings: Settings): Prompt {
  const builtIn = builtInText(key);
  return {
    ...key,
    text: stored?.text ?? builtIn!,
    version: stored?.version ?? 0,
    isBuiltIn: builtIn !== undefined,
    isDefault: nameOfDefault(key.mode, settings) === key.name,
    updatedAt: stored?.updatedAt.toISOString(),
  };
}

/** By mode; those that come with Lectern first. */
export async function listPrompts({ database, settings }: PromptContext, mode?: PromptMode): Promise<Prompt[]> {
  const [stored, chosen] = await Promise.all([listStoredPrompts(database), settings.get()]);
  return PromptMode.options
    .filter((each) => mode === undefined || each === mode)
    .flatMap((each) => {
      const own = new Map(stored.filter((prompt) => prompt.mode === each).map((prompt) => [prompt.name, prompt]));
      const names = new Set([...Object.keys(builtInPrompts[each]), ...own.keys()]);
      return [...names].map((name) => present({ mode: each, name }, own.get(name), chosen));
    });
}

/** @throws AppError not_found, which lists the names there are */
export async function getPrompt(context: PromptContext, key: PromptKey): Promise<Prompt> {
  const found = (await listPrompts(context, key.mode)).find(({ name }) => name === key.name);
  if (found) return found;
  throw unknown(key, (await listPrompts(context, key.mode)).map(({ name }) => name));
}

/**
 * The text of the template that was asked for, of the one remembered, or of the one that the settings name. One that was only
 * remembered, or named by the settings, gives way to the next when it is gone.
 * @throws AppError invalid_request naming the field `prompt`
 */
export async function readTemplate(context: PromptContext, mode: PromptMode, { requested = '', remembered = '' } = {}): Promise<string> {
  const chosen = requested ? [requested] : [remembered, nameOfDefault(mode, await context.settings.get()), defaultPromptName];
  for (const name of chosen.filter(Boolean)) {
    const text = (await findStoredPrompt(context.database, { mode, name }))?.text ?? builtInText({ mode, name });
    if (text !== undefined) return text;
  }
  const { message, details } = unknown({ mode, name: requested }, (await listPrompts(context, mode)).map(({ name }) => name));
  throw new AppError('invalid_request', message, { ...details, field: 'prompt' });
}

/** @throws AppError conflict when the name is taken */
export async function createPrompt(context: PromptContext, { mode, name, text }: CreatePrompt): Promise<Prompt> {
  const taken = (await listPrompts(context, mode)).some((prompt) => prompt.name === name);
  if (taken) throw new AppError('conflict', `There is already a prompt named "${name}" for mode ${mode}`, { field: 'name', hint: 'Choose another name, or change that one.' });
  await storePrompt(context.database, { mode, name }, text);
  return getPrompt(context, { mode, name });
}

/** @throws AppError not_found */
export async function changePrompt(context: PromptContext, key: PromptKey, text: string): Promise<Prompt> {
  await getPrompt(context, key);
  await storePrompt(context.database, key, text);
  return getPrompt(context, key);
}

/** One that comes with Lectern is as it came afterwards. @throws AppError not_found, conflict when there is nothing to undo */
export async function deletePrompt(context: PromptContext, key: PromptKey): Promise<void> {
  const { isBuiltIn } = await getPrompt(context, key);
  const isRemoved = await removeStoredPrompt(context.database, key);
  if (isBuiltIn && !isRemoved) throw new AppError('conflict', `"${key.name}" comes with Lectern and was not changed`);
}

/** Newest first; version 0 is the text that comes with Lectern. @throws AppError not_found */
export async function listPromptVersions(context: PromptContext, key: PromptKey): Promise<PromptVersion[]> {
  await getPrompt(context, key);
  const stored = await findStoredPrompt(context.database, key);
  const kept = stored ? await listStoredVersions(context.database, stored.id) : [];
  const builtIn = builtInText(key);
  return builtIn === undefined ? kept : [...kept, { version: 0, text: builtIn }];
}

/** An earlier text becomes the next version. @throws AppError not_found */
export async function restorePromptVersion(context: PromptContext, key: PromptKey, version: number): Promise<Prompt> {
  const found = (await listPromptVersions(context, key)).find((each) => each.version === version);
  if (!found) throw new AppError('not_found', `There is no version ${version} of "${key.name}"`);
  return changePrompt(context, key, found.text);
}
