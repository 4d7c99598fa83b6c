import type { EndpointAnswer, EndpointClient, EndpointRequest } from '../platform/endpoint-client.ts';
import { AppError, messageOf } from '../platform/errors.ts';
import { webResults } from './web-results.ts';

/** A page that was found. All of it is plain text. */
export type WebResult = {
  title: string;
  url: string;
  snippet: string;
  /** Text of the page, from engines that send it along. */
  text?: string;
};

/** Finds pages. An engine that finds none answers with an empty list. */
export type SearchEngine = {
  id: string;
  label: string;
  /** @throws AppError provider_failed, rate_limited, timed_out, forbidden, too_large, cancelled; the message begins with the label */
  search(query: string, limit: number, signal: AbortSignal): Promise<WebResult[]>;
};

/** Where an engine is asked, and as whom. */
export type EngineAccess = { baseUrl: string; apiKey?: string };

/** Pages as an engine names them, in its own order: perhaps with HTML in them, and perhaps no addresses of the web at all. */
export type FoundPage = { title?: string | null; url?: string | null; snippet?: string | null; text?: string | null };

/** What is particular to one engine: how it is asked, and how its answer is read. */
export type SearchProtocol = {
  id: string;
  label: string;
  needsApiKey: boolean;
  /** Left out where people run the engine themselves. */
  defaultBaseUrl?: string;
  request(access: EngineAccess, query: string, limit: number): EndpointRequest;
  /** @throws when it is not what the engine's documentation says */
  read(answer: string): FoundPage[];
  /** What helps when the engine answers with this status. */
  statusHints?: Readonly<Record<number, string>>;
};

const engineTimeoutMs = 10_000;
const maxAnswerBytes = 4 * 1024 * 1024;
/** Brave takes no longer question; nobody else finds more by one. */
const queryMaxChars = 400;

const statusHints: Readonly<Record<number, string>> = {
  202: 'It asks for proof that a person searches. Wait a little, or set up another engine beside it.',
  401: 'Check its API key in Settings > Web search.',
  402: 'The account with this engine has no credit left.',
  403: 'Check its API key in Settings > Web search.',
  404: 'Check its address in Settings > Web search.',
  429: 'It limits requests; wait a little, or set up another engine beside it.',
};

function hintFor(protocol: SearchProtocol, status: number): string {
  if (status >= 300 && status < 400) return 'The address answers with a redirect; enter the address it points to.';
  if (status >= 500) return 'It has a problem of its own; try again later, or set up another engine beside it.';
  return protocol.statusHints?.[status] ?? statusHints[status] ?? 'Check its address in Settings > Web search.';
}

function refuseStatus(protocol: SearchProtocol, { status }: EndpointAnswer): void {
  if (status === 200) return;
  const code = status === 429 || status === 202 ? 'rate_limited' : 'provider_failed';
  const details = { engine: protocol.id, status, hint: hintFor(protocol, status) };
  throw new AppError(code, `${protocol.label} answered with status ${status}`, details);
}

function read(protocol: SearchProtocol, { text }: EndpointAnswer): FoundPage[] {
  try {
    return protocol.read(text);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const details = { engine: protocol.id, hint: 'Check its address in Settings > Web search.' };
    throw new AppError('provider_failed', `${protocol.label} sent an answer that is none of its kind`, details, { cause: error });
  }
}

/** An engine that can be asked. */
export function connectSearchEngine(
  protocol: SearchProtocol,
  access: EngineAccess,
  client: EndpointClient,
  timeoutMs = engineTimeoutMs,
): SearchEngine {
  const { id, label } = protocol;
  return {
    id,
    label,
    async search(query, limit, signal) {
      const request = protocol.request(access, query.slice(0, queryMaxChars), limit);
      const answer = await client.ask(request, { timeoutMs, maxBytes: maxAnswerBytes, signal }).catch((error: unknown) => {
        if (!(error instanceof AppError) || error.code === 'cancelled') throw error;
        throw new AppError(error.code, `${label}: ${messageOf(error)}`, { ...error.details, engine: id }, { cause: error });
      });
      refuseStatus(protocol, answer);
      return webResults(read(protocol, answer), limit);
    },
  };
}
