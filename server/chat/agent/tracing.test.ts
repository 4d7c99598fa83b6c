import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { ChatEvent } from '#contracts/chat-event';
import { agentTurn, scriptedModel } from '../../testing/agent-turn.ts';
import { listenOnLoopback } from '../../testing/listen.ts';
import { runAgent } from './run-agent.ts';

test('nothing of a run is sent to the tracing service that LangChain knows, whatever the environment says', async () => {
  let requests = 0;
  await using service = await listenOnLoopback((_request, response) => {
    requests += 1;
    response.end('{}');
  });
  Object.assign(process.env, { LANGSMITH_TRACING: 'true', LANGCHAIN_TRACING_V2: 'true', LANGSMITH_API_KEY: 'k', LANGSMITH_ENDPOINT: service.url, LANGCHAIN_CALLBACKS_BACKGROUND: 'false' });
  let text = '';
  const hear = (event: ChatEvent) => void (text += event.type === 'text-delta' ? event.delta : '');
  await runAgent(agentTurn(scriptedModel(['Hello.']), []), hear, new AbortController().signal);
  expect(text).toBe('Hello.');
  await pause(300);
  expect(requests).toBe(0);
});
