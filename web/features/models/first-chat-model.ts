import type { Provider } from '#contracts/model';
import type { Settings } from '#contracts/setting';

/** The chat model that becomes the default when a connection gets its first and there is no default yet. @param before the connection until now */
export function firstChatModel(
  { id, chatModels }: Pick<Provider, 'id' | 'chatModels'>,
  before: Pick<Provider, 'chatModels'> | undefined,
  settings: Pick<Settings, 'defaultChatModel'> | undefined,
): { id: string; name: string } | undefined {
  const [name] = chatModels;
  const isFirst = !before || before.chatModels.length === 0;
  return name !== undefined && isFirst && settings?.defaultChatModel === '' ? { id: `${id}/${name}`, name } : undefined;
}
