import { expect, test } from 'vitest';
import { firstChatModel } from './first-chat-model.ts';

const provider = { id: 'p1', chatModels: ['small', 'large'] };

test.each([['is new', undefined], ['had none', { chatModels: [] }]])('the first chat model of a connection that %s becomes the default', (_what, before) => {
  expect(firstChatModel(provider, before, { defaultChatModel: '' })).toEqual({ id: 'p1/small', name: 'small' });
});

test.each([
  ['another is the default', provider, undefined, { defaultChatModel: 'p0/other' }],
  ['it is not known which is', provider, undefined, undefined],
  ['the connection has none', { id: 'p1', chatModels: [] }, undefined, { defaultChatModel: '' }],
  ['the connection had some, and somebody wants no default', provider, provider, { defaultChatModel: '' }],
])('it does not where %s', (_why, connected, before, settings) => {
  expect(firstChatModel(connected, before, settings)).toBeUndefined();
});
