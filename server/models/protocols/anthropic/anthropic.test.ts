import { protocolSuite } from '../../protocol.suite.ts';
import { anthropic } from '../anthropic.ts';

const event = (type: string, rest: object = {}) => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
const delta = (index: number, change: object) => event('content_block_delta', { index, delta: change });
const begins = (index: number, content_block: object) => event('content_block_start', { index, content_block });
const reasons = { stop: 'end_turn', 'token-limit': 'max_tokens', filtered: 'refusal' };
const opening = event('message_start', {
  message: { id: 'msg_1', type: 'message', role: 'assistant', content: [], usage: { input_tokens: 8, cache_read_input_tokens: 3, output_tokens: 1 } },
});

protocolSuite({
  protocol: anthropic,
  contentType: 'text/event-stream; charset=utf-8',
  opening: opening + begins(0, { type: 'text', text: '' }) + event('ping'),
  delta: (text) => delta(0, { type: 'text_delta', text }),
  closing: (end) =>
    event('content_block_stop', { index: 0 }) +
    event('message_delta', { delta: { stop_reason: reasons[end], stop_sequence: null }, usage: { output_tokens: 7 } }) +
    event('message_stop'),
  filters: true,
  toolStream:
    opening +
    begins(0, { type: 'thinking', thinking: '' }) +
    delta(0, { type: 'thinking_delta', thinking: 'Which tool?' }) +
    begins(1, { type: 'tool_use', id: 'a', name: 'search', input: {} }) +
    delta(1, { type: 'input_json_delta', partial_json: '' }) +
    delta(1, { type: 'input_json_delta', partial_json: '{"query": "le' }) +
    delta(1, { type: 'input_json_delta', partial_json: 'ave"}' }) +
    begins(2, { type: 'tool_use', id: 'b', name: 'now', input: {} }) +
    event('message_delta', { delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 7 } }) +
    event('message_stop'),
  whole: { type: 'message', content: [{ type: 'text', text: 'All at once.' }], stop_reason: 'end_turn', usage: { input_tokens: 11, output_tokens: 7 } },
  errorEvent: event('error', { error: { type: 'overloaded_error', message: 'boom' } }),
  contextTooLong: { status: 400, body: { type: 'error', error: { type: 'invalid_request_error', message: 'prompt is too long: 200101 tokens > 200000 maximum' } } },
  expected: {
    path: '/v1/messages',
    headers: { 'x-api-key': 'key-1234567890', 'anthropic-version': '2023-06-01' },
    body: {
      model: 'm',
      system: 'Be brief.',
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Hello?' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'Hello.' }] },
        { role: 'user', content: [{ type: 'text', text: '年假几天？' }] },
      ],
      stream: true,
      temperature: 0.2,
      max_tokens: 50,
      top_p: 0.9,
      top_k: 40,
      stop_sequences: ['</s>'],
    },
  },
  toolChoices: { required: { tool_choice: { type: 'any' } }, search: { tool_choice: { type: 'tool', name: 'search' } } },
  expectedAfterTools: {
    messages: [
      { role: 'user', content: [{ type: 'text', text: 'Leave?' }] },
      {
        role: 'assistant',
        content: [
          { type: 'tool_use', id: 'a', name: 'search', input: { query: 'leave' } },
          { type: 'tool_use', id: 'b', name: 'now', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: '15 days' },
          { type: 'tool_result', tool_use_id: 'b', content: 'Error: broken arguments' },
        ],
      },
    ],
    tools: [{ name: 'search', input_schema: { type: 'object' } }, { name: 'now' }],
  },
  modelList: { path: '/v1/models', body: { data: [{ type: 'model', id: 'm' }] } },
});
