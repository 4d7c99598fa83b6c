import { listenOnLoopback } from './listen.ts';

export type FakePage = { title: string; url: string; content: string };

/** A SearXNG on this machine that finds what a test says. */
export type FakeSearchEngine = AsyncDisposable & {
  url: string;
  pages: FakePage[];
  /** Answered instead of pages. */
  status: number;
  /** Questions, in order. */
  asked: string[];
};

export async function startFakeSearchEngine(): Promise<FakeSearchEngine> {
  const server = await listenOnLoopback((request, response) => {
    engine.asked.push(new URL(request.url!, 'http://engine').searchParams.get('q') ?? '');
    response.writeHead(engine.status, { 'content-type': 'application/json' }).end(JSON.stringify({ results: engine.pages }));
  });
  const engine: FakeSearchEngine = { ...server, pages: [], status: 200, asked: [] };
  return engine;
}
