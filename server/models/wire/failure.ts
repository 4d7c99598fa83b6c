import { AppError, messageOf } from '../../platform/errors.ts';
import type { Endpoint, EndpointAnswer } from './endpoint.ts';

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

/** The members by which servers say what is wrong, outermost first: most of them, MiniMax, Qianfan, FastAPI. */
const complaintMembers = ['error', 'base_resp', 'message', 'error_msg', 'status_msg', 'detail', 'msg'];

function findComplaint(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || depth > 3) return '';
  if (Array.isArray(value)) return findComplaint(value[0], depth + 1);
  const member = complaintMembers.find((name) => name in value && value[name as keyof typeof value]);
  return member === undefined ? '' : findComplaint(value[member as keyof typeof value], depth + 1);
}

/** What the server says is wrong, if it says so in a known form: one short line, without anything like a key. */
function complaintOf(endpoint: Endpoint, body: unknown): string {
  const said = findComplaint(body);
  const unmasked = endpoint.apiKey ? said.replaceAll(endpoint.apiKey, '***') : said;
  return unmasked
    .replace(/\b(sk|key|token)[-_][\w*-]{4,}/gi, '***')
    .replace(/\s+/g, ' ')
    .slice(0, maxComplaintChars);
}

function parsedOrNothing(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
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

/** Words of OpenAI, vLLM, llama.cpp, Ollama, DeepSeek, Anthropic, Gemini, Qwen, Zhipu and TGI for a prompt that is too long. */
const contextExceeded =
  /context[ _](length|size|window)|maximum context|too many tokens|prompt is too long|exceeds? the (available )?context|exceeds the maximum number of tokens|range of input length|prompt 超长|must have less than \d+ tokens|must be <= \d+\. Given/i;

function hintFor(status: number, complaint: string): string {
  if (/api.?key/i.test(complaint) && status < 500) return hintByStatus[401]!;
  if (status >= 300 && status < 400) return 'The address answers with a redirect; enter the address it points to.';
  if (status >= 500) return 'The model server has a problem of its own; look into its log.';
  return hintByStatus[status] ?? 'Check the base URL.';
}

function codeFor(status: number): AppError['code'] {
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'unavailable' : 'provider_failed';
}

/** Seconds, or a date (RFC 9110, 10.2.3); Gemini says it in the body. */
function retryAfterOf(response: EndpointAnswer, body: string): number | undefined {
  const wish = response.headers.get('retry-after') ?? /"retryDelay":\s*"(\d+)/.exec(body)?.[1];
  if (!wish) return undefined;
  const seconds = /^\d+$/.test(wish) ? Number(wish) : Math.ceil((Date.parse(wish) - Date.now()) / 1000);
  return seconds > 0 ? seconds : undefined;
}

function failureWith(endpoint: Endpoint, message: string, status: number, body: unknown): AppError {
  return new AppError(codeFor(status), message, {
    provider: endpoint.name,
    status,
    hint: hintFor(status, message),
    ...(contextExceeded.test(JSON.stringify(body) ?? '') ? { contextExceeded: true } : {}),
  });
}

/** A failure the server answered with. `details.status` is its status, `details.retryAfterSeconds` its wish. */
export function failureOfAnswer(endpoint: Endpoint, response: EndpointAnswer, text: string): AppError {
  const { status } = response;
  const body = parsedOrNothing(text);
  const complaint = complaintOf(endpoint, body);
  const failure = failureWith(endpoint, `${endpoint.name} answered ${status}${complaint ? `: ${complaint}` : ''}`, status, body ?? text);
  const retryAfterSeconds = retryAfterOf(response, text);
  if (retryAfterSeconds !== undefined) failure.details.retryAfterSeconds = retryAfterSeconds;
  return failure;
}

/** A failure told inside an answer that began well. @param status what it would have been, had it been told by a status */
export function failureInAnswer(endpoint: Endpoint, body: unknown, status = 500): AppError {
  const complaint = complaintOf(endpoint, body);
  const message = `${endpoint.name}: reported an error while answering${complaint ? `: ${complaint}` : ''}`;
  return failureWith(endpoint, message, status, body);
}

/** An answer that is not what the protocol says. */
export function failureOfProtocol(endpoint: Endpoint, problem: string, hint: string): AppError {
  return new AppError('provider_failed', `${endpoint.name}: ${problem}`, { provider: endpoint.name, hint });
}

/** Said before anything is sent: vendors answer requests without a key in ways that do not tell what to do. */
export function noApiKey({ name }: Endpoint): AppError {
  return new AppError('provider_failed', `No API key for ${name}`, {
    provider: name,
    hint: `Enter one in Settings > Models > ${name}: the installation's, or your own, which is used for you alone.`,
  });
}
