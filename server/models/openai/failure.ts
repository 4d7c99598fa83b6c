import { AppError, messageOf } from '../../platform/errors.ts';
import type { Endpoint } from './endpoint.ts';

const maxComplaintChars = 200;

const connectionHints: Readonly<Record<string, (url: string) => [problem: string, hint: string]>> = {
  ECONNREFUSED: (url) => [`connection refused at ${url}`, 'Is the model server running, and is the port right?'],
  ENOTFOUND: (url) => [`no such host: ${new URL(url).hostname}`, 'Check the base URL for a typing mistake.'],
  EAI_AGAIN: (url) => [`the name ${new URL(url).hostname} cannot be looked up now`, 'Check the network connection of this machine.'],
  ECONNRESET: (url) => [`the connection to ${url} broke off`, 'Try again; if it happens again, look into the log of the model server.'],
  ETIMEDOUT: (url) => [`no connection to ${url} in time`, 'Check the address, and any firewall in between.'],
  CERT_HAS_EXPIRED: (url) => [`the certificate of ${new URL(url).hostname} has expired`, 'Renew it on the model server.'],
  DEPTH_ZERO_SELF_SIGNED_CERT: (url) => [
    `the certificate of ${new URL(url).hostname} is self-signed`,
    'Start Lectern with NODE_EXTRA_CA_CERTS naming it.',
  ],
};

function errorCodeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof AggregateError) return errorCodeOf(cause.errors[0]);
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

/** A failure before any answer. The server may come back, so it is `unavailable`. */
export function failureOfConnection(endpoint: Endpoint, url: string, error: unknown): AppError {
  const code = errorCodeOf(error);
  const address = url.replace(/[?#].*/s, '');
  const [problem, hint] = connectionHints[code]?.(address) ?? [
    `no connection to ${address} (${code || messageOf(error)})`,
    'Check the base URL.',
  ];
  return new AppError('unavailable', `${endpoint.name}: ${problem}`, { provider: endpoint.name, hint }, { cause: error });
}

/** What the server says is wrong, if it says so in the protocol's form: one short line, without anything like a key. */
export function complaintOf(endpoint: Endpoint, body: string): string {
  let parsed: { error?: { message?: unknown } | string; message?: unknown; detail?: unknown } | null;
  try {
    parsed = JSON.parse(body);
  } catch {
    return '';
  }
  const said = typeof parsed?.error === 'object' ? parsed.error?.message : (parsed?.error ?? parsed?.message ?? parsed?.detail);
  if (typeof said !== 'string') return '';
  const unmasked = endpoint.apiKey ? said.replaceAll(endpoint.apiKey, '***') : said;
  return unmasked
    .replace(/\b(sk|key|token)[-_][\w*-]{4,}/gi, '***')
    .replace(/\s+/g, ' ')
    .slice(0, maxComplaintChars);
}

const hintByStatus: Readonly<Record<number, string>> = {
  400: 'The server does not accept the request; check the name of the model.',
  401: 'Check the API key.',
  402: 'The account has no credit left.',
  403: 'The API key may not use this model.',
  404: 'Check the name of the model and the base URL, which usually ends in /v1.',
  405: 'Check the base URL, which usually ends in /v1.',
  413: 'The text is too long for this model.',
  429: 'The provider limits requests; wait a little, then try again.',
};

/** Words of OpenAI, vLLM, llama.cpp, Ollama and DeepSeek for a prompt that is too long. */
const contextExceeded =
  /context[ _](length|size|window)|maximum context|too many tokens|prompt is too long|exceeds? the (available )?context/i;

function hintFor(status: number): string {
  if (status >= 300 && status < 400) return 'The address answers with a redirect; enter the address it points to.';
  if (status >= 500) return 'The model server has a problem of its own; look into its log.';
  return hintByStatus[status] ?? 'Check the base URL.';
}

function codeFor(status: number): AppError['code'] {
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'unavailable' : 'provider_failed';
}

/** A failure the server answered with. `details.status` is its status, `details.retryAfterSeconds` its wish. */
export function failureOfAnswer(endpoint: Endpoint, response: Response, body: string): AppError {
  const { status } = response;
  const complaint = complaintOf(endpoint, body);
  const retryAfterSeconds = Number(response.headers.get('retry-after')) || undefined;
  const message = `${endpoint.name} answered ${status}${complaint ? `: ${complaint}` : ''}`;
  return new AppError(codeFor(status), message, {
    provider: endpoint.name,
    status,
    hint: hintFor(status),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(contextExceeded.test(body) ? { contextExceeded: true } : {}),
  });
}

/** An answer that is not what the protocol says. */
export function failureOfProtocol(endpoint: Endpoint, problem: string, hint: string): AppError {
  return new AppError('provider_failed', `${endpoint.name}: ${problem}`, { provider: endpoint.name, hint });
}
