import { expect, test } from 'vitest';
import { createEndpointClient } from '../platform/endpoint-client.ts';
import { AppError } from '../platform/errors.ts';
import { listenOnLoopback } from '../testing/listen.ts';
import { askEngines } from './ask-engines.ts';
import { searxng } from './engines/searxng.ts';
import { connectSearchEngine, type SearchEngine } from './search-engine.ts';

const never = new AbortController().signal;
const page = { title: 'Leave', url: 'https://example.com/leave', snippet: '15 days' };
const finds: SearchEngine = { id: 'finds', label: 'Finder', search: async () => [page] };
const fails = (label: string, code: AppError['code'] = 'provider_failed'): SearchEngine => ({
  id: label.toLowerCase(),
  label,
  search: async () => Promise.reject(new AppError(code, `${label} answered with status 500`, { hint: `Repair ${label}.` })),
});

test('one that takes too long gives way to the next, and that is said', async () => {
  await using client = createEndpointClient();
  await using silent = await listenOnLoopback(() => {});
  const slow = connectSearchEngine(searxng, { baseUrl: silent.url }, client, 50);
  const asked = await askEngines([slow, finds], 'leave', 3, never);
  expect(asked).toMatchObject({ engine: { id: 'finds' }, results: [page] });
  expect(asked.notes).toEqual([expect.stringMatching(/^SearXNG: .* took longer than 0\.05 s$/), 'Finder was asked instead']);
});

test('the first that answers is the last that is asked, even if it finds nothing', async () => {
  const nothing: SearchEngine = { ...finds, search: async () => [] };
  expect(await askEngines([nothing, fails('Other')], 'leave', 3, never)).toMatchObject({ results: [], notes: [] });
});

test('when none answers the failure tells of all, with the hint of the first', async () => {
  const failure = askEngines([fails('One', 'timed_out'), fails('Two')], 'leave', 3, never);
  await expect(failure).rejects.toMatchObject({
    code: 'timed_out',
    message: 'One answered with status 500; Two answered with status 500',
    details: { hint: 'Repair One.' },
  });
});

test('nobody else is asked when who asks has left', async () => {
  await expect(askEngines([fails('One', 'cancelled'), finds], 'leave', 3, never)).rejects.toMatchObject({ code: 'cancelled' });
});
