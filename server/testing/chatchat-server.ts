import { chatchatClient } from './chatchat-client.ts';
import { type ModelServer, startModelServer } from './model-server.ts';

/** A whole server that answers the clients of Langchain-Chatchat, and one of those. */
export async function startChatchatServer(): Promise<ModelServer & { client: ReturnType<typeof chatchatClient> }> {
  const opened = await startModelServer();
  await opened.server.ask('PATCH', '/api/settings', { chatchatApi: true, defaultChatModel: opened.chatModel });
  return { ...opened, client: chatchatClient(opened.server.url) };
}
