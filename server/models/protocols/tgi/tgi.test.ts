import { expect, test } from 'vitest';
import { endpointAt } from '../../../testing/endpoint.ts';
import { sendsPieces, startFakeEndpoint } from '../../../testing/fake-endpoint.ts';
import { protocolSuite } from '../../protocol.suite.ts';
import { tgi } from '../tgi.ts';

const event = (value: object) => `data:${JSON.stringify(value)}\n\n`;
const token = (text: string, special = false) => ({ index: 1, token: { id: 1, text, logprob: -0.1, special }, generated_text: null, details: null });
const reasons = { stop: 'eos_token', 'token-limit': 'length', filtered: 'eos_token' };
const templated = { tokenize_response: Array(11).fill({ id: 1, text: 'x', start: 0, stop: 1 }), templated_text: '<s>user: 年假几天？</s>assistant:' };
const closing = (end: keyof typeof reasons) =>
  event({ ...token('</s>', true), generated_text: '...', details: { finish_reason: reasons[end], generated_tokens: 7, seed: null } });

protocolSuite({
  protocol: tgi,
  fixed: { '/chat_tokenize': templated },
  contentType: 'text/event-stream',
  delta: (text) => event(token(text)),
  closing,
  errorEvent: event({ error: 'boom', error_type: 'generation' }),
  contextTooLong: { status: 422, body: { error: 'Input validation error: `inputs` must have less than 1024 tokens. Given: 2000', error_type: 'validation' } },
  expected: {
    path: '/generate_stream',
    headers: { authorization: 'Bearer key-1234567890' },
    body: {
      inputs: templated.templated_text,
      parameters: {
        temperature: 0.2,
        do_sample: true,
        max_new_tokens: 50,
        top_p: 0.9,
        top_k: 40,
        repetition_penalty: 1.2,
        frequency_penalty: 0.2,
        truncate: 1024,
        stop: ['</s>'],
        seed: 7,
        watermark: false,
        details: true,
      },
    },
  },
  modelList: { path: '/info', body: { model_id: 'm', max_total_tokens: 4096 } },
});

test('the full text is the prompt with the answer behind it, and temperature 0 takes the likeliest token', async () => {
  await using fake = await startFakeEndpoint({ '/chat_tokenize': templated });
  fake.answers = [sendsPieces('text/event-stream', event(token('Fifteen.')) + closing('stop'))];
  const completion = { model: 'm', messages: [{ role: 'user' as const, content: '年假几天？' }], temperature: 0, maxTokens: 9, parameters: { returnFullText: true } };
  let text = '';
  for await (const each of tgi.streamChat(endpointAt(fake.url), completion, new AbortController().signal)) if (each.type === 'text-delta') text += each.delta;
  expect(text).toBe(`${templated.templated_text}Fifteen.`);
  expect(fake.calls[0]!.body).toMatchObject({ parameters: { do_sample: false, return_full_text: true } });
});
