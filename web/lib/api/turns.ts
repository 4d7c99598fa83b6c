import { ChatEvent } from '#contracts/chat-event';
import type { TurnRequest } from '#contracts/conversation';
import { readEvents } from '../event-stream.ts';
import { send } from './request.ts';

type OnChatEvent = (event: ChatEvent) => void;
const headers = { Accept: 'text/event-stream' };

/** Asks, and reads the events of the turn to their end. */
export async function startTurn(
  conversationId: string,
  body: Omit<TurnRequest, 'stream'>,
  onEvent: OnChatEvent,
  signal: AbortSignal,
): Promise<void> {
  const path = `/api/conversations/${conversationId}/turns`;
  await readEvents(await send(path, { method: 'POST', body: { ...body, stream: true }, signal, headers }), ChatEvent, onEvent);
}

/** Reads the events of a turn from its first one, as far as they are, and those to come. */
export async function attachTurn(turnId: string, onEvent: OnChatEvent, signal: AbortSignal): Promise<void> {
  await readEvents(await send(`/api/turns/${turnId}/events`, { signal, headers }), ChatEvent, onEvent);
}

export async function stopTurn(turnId: string): Promise<void> {
  await send(`/api/turns/${turnId}/stop`, { method: 'POST' });
}
