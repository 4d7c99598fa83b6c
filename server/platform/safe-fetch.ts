import { Readable } from 'node:stream';
import { isIP } from 'node:net';
import { Agent, request } from 'undici';
import { acceptedEncodings, boundedContent } from './bounded-content.ts';
import { createCheckedConnector, type ResolveHost, resolveBySystem } from './checked-connector.ts';
import { AppError } from './errors.ts';
import { asFetchFailure, fetchFailure, statusFailure } from './fetch-failure.ts';
import { createFetchRules, type FetchConfig } from './fetch-rules.ts';

export const userAgent = 'Lectern';

const defaultMaxBytes = 10 * 1024 * 1024;
const defaultTotalTimeoutMs = 20_000;
const redirectsLimit = 5;
const urlMaxChars = 2_000;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

export type FetchOptions = {
  /** Types that are taken, as `text/html` or `text/*`. */
  mediaTypes: readonly string[];
  /** Of the decoded content; 10 MB when left out. */
  maxBytes?: number;
  /** For everything from resolving the name to the last byte; 20 s when left out. */
  totalTimeoutMs?: number;
  signal: AbortSignal;
  /** Asked before a redirect is followed. Everywhere it leads is checked in any case. */
  mayFollow?(target: URL): boolean;
};

export type Fetched = {
  /** Where the content was in the end, after redirects. */
  url: string;
  /** As the site names it, in lower case and without parameters. */
  mediaType: string;
  charset?: string;
  /** Read it or destroy it. Its errors name the address too. */
  content: Readable;
};

/** The only way to addresses that people or documents name. No cookies, no credentials, no way into the own network. */
export type SafeFetch = AsyncDisposable & {
  /** @throws AppError that names the address and why it was refused: invalid_request, forbidden, unsupported, too_large, timed_out, rate_limited, provider_failed */
  fetch(url: string, options: FetchOptions): Promise<Fetched>;
  /** What can be told of an address without asking anybody. @throws AppError invalid_request, forbidden */
  check(url: string): URL;
};

function parseUrl(given: string): URL {
  if (given.length > urlMaxChars) throw fetchFailure('invalid_request', given, `the address is longer than ${urlMaxChars} characters`, 'Shorten it.');
  try {
    return new URL(given);
  } catch (error) {
    throw fetchFailure('invalid_request', given, 'this is no web address', 'It begins with http:// or https://.', error);
  }
}

function parseContentType(header: string): { mediaType: string; charset?: string } {
  const mediaType = header.split(';', 1)[0]!.trim().toLowerCase() || 'application/octet-stream';
  const charset = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(header)?.[1];
  return charset ? { mediaType, charset } : { mediaType };
}

const isTaken = (mediaType: string, taken: readonly string[]) => taken.includes(mediaType) || taken.includes(`${mediaType.split('/', 1)[0]}/*`);
const one = (header: string | string[] | undefined) => (Array.isArray(header) ? header.join(', ') : (header ?? '')).trim();

export function createSafeFetch(config: FetchConfig, resolve: ResolveHost = resolveBySystem): SafeFetch {
  const rules = createFetchRules(config);
  const dispatcher = new Agent({ connect: createCheckedConnector(rules, resolve) });

  function check(given: string): URL {
    const url = parseUrl(given);
    const refuse = (problem: string, hint: string) => fetchFailure('invalid_request', url, problem, hint);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refuse(`"${url.protocol}" is not fetched`, 'Only http:// and https:// are.');
    if (url.username || url.password) throw refuse('it carries a user name or a password', 'Leave them out of the address.');
    if (url.port && !rules.allowsPort(Number(url.port))) throw refuse(`port ${url.port} is not allowed`, 'An administrator can allow it with FETCH_ALLOWED_PORTS.');
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    try {
      if (isIP(literal)) rules.checkAddress(literal, literal);
    } catch (error) {
      throw asFetchFailure(url, error);
    }
    return url;
  }

  async function ask(url: URL, options: FetchOptions, signal: AbortSignal): Promise<{ redirect: URL } | Fetched> {
    const headers = { 'user-agent': userAgent, accept: options.mediaTypes.join(', '), 'accept-encoding': acceptedEncodings };
    const answer = await request(url, { dispatcher, signal, headers });
    const discard = () => void answer.body.on('error', () => {}).destroy();
    try {
      const location = one(answer.headers.location);
      if (redirectStatuses.has(answer.statusCode) && location) {
        discard();
        return { redirect: check(new URL(location, url).href) };
      }
      if (answer.statusCode !== 200) throw statusFailure(url, answer.statusCode);
      const type = parseContentType(one(answer.headers['content-type']));
      if (!isTaken(type.mediaType, options.mediaTypes)) {
        throw fetchFailure('unsupported', url, `it is of type ${type.mediaType.slice(0, 100)}`, 'Files of this kind are not read.');
      }
      const encoding = one(answer.headers['content-encoding']).toLowerCase();
      return { url: url.href, ...type, content: boundedContent(answer.body, encoding, options.maxBytes ?? defaultMaxBytes) };
    } catch (error) {
      discard();
      throw error;
    }
  }

  async function follow(start: URL, options: FetchOptions, signal: AbortSignal, at: (url: URL) => void): Promise<Fetched> {
    let url = start;
    for (let hops = 0; hops <= redirectsLimit; hops += 1) {
      at(url);
      const answer = await ask(url, options, signal);
      if ('content' in answer) return answer;
      if (options.mayFollow?.(answer.redirect) === false) {
        throw fetchFailure('forbidden', url, `it leads on to ${answer.redirect.host}${answer.redirect.pathname}`.slice(0, 300), 'Add that address itself, if it is wanted.');
      }
      url = answer.redirect;
    }
    throw fetchFailure('provider_failed', start, `it leads on more than ${redirectsLimit} times`, 'Open it in a browser and use the address it ends at.');
  }

  return {
    check,
    async fetch(given, options) {
      let url = check(given);
      const timeout = new AbortController();
      const timeoutMs = options.totalTimeoutMs ?? defaultTotalTimeoutMs;
      const timer = setTimeout(() => timeout.abort(), timeoutMs);
      const named = (error: unknown) => {
        if (options.signal.aborted) return new AppError('cancelled', 'The operation was cancelled', {}, { cause: error });
        if (timeout.signal.aborted) return fetchFailure('timed_out', url, `it took longer than ${timeoutMs / 1000} seconds`, 'Try again later, or save the page and upload it.');
        return asFetchFailure(url, error);
      };
      try {
        const fetched = await follow(url, options, AbortSignal.any([options.signal, timeout.signal]), (current) => (url = current));
        const content = Readable.from(namingErrors(fetched.content, named), { objectMode: false });
        content.once('close', () => {
          clearTimeout(timer);
          fetched.content.destroy();
        });
        return { ...fetched, content };
      } catch (error) {
        clearTimeout(timer);
        throw named(error);
      }
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  };
}

async function* namingErrors(content: Readable, named: (error: unknown) => AppError): AsyncGenerator<Buffer> {
  try {
    yield* content;
  } catch (error) {
    throw named(error);
  }
}
