import type { ErrorCode } from '#contracts/error';
import { AppError, messageOf } from './errors.ts';

/** What a failed connection means, by the code of the operating system, TLS or the client. */
const reasons: Readonly<Record<string, { problem: string; hint: string }>> = {
  ENOTFOUND: { problem: 'there is no such host', hint: 'Check how the address is spelled, and that this machine can resolve names.' },
  EAI_AGAIN: { problem: 'the name cannot be resolved now', hint: 'Check the network of this machine, then try again.' },
  ECONNREFUSED: { problem: 'the connection was refused', hint: 'Check that the site is running.' },
  ECONNRESET: { problem: 'the connection was broken off', hint: 'Try again.' },
  UND_ERR_SOCKET: { problem: 'the connection was broken off', hint: 'Try again.' },
  EHOSTUNREACH: { problem: 'the host cannot be reached', hint: 'Check the network of this machine.' },
  ENETUNREACH: { problem: 'the network cannot be reached', hint: 'Check the network of this machine.' },
  UND_ERR_CONNECT_TIMEOUT: { problem: 'no connection came about', hint: 'Check that this machine can reach the site.' },
  UND_ERR_HEADERS_OVERFLOW: { problem: 'the headers of the answer are too large', hint: 'The site answers in a way that is not read.' },
  DEPTH_ZERO_SELF_SIGNED_CERT: { problem: 'its certificate is not trusted', hint: 'Name the authority that signed it in NODE_EXTRA_CA_CERTS.' },
  SELF_SIGNED_CERT_IN_CHAIN: { problem: 'its certificate is not trusted', hint: 'Name the authority that signed it in NODE_EXTRA_CA_CERTS.' },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { problem: 'its certificate is not trusted', hint: 'Name the authority that signed it in NODE_EXTRA_CA_CERTS.' },
  CERT_HAS_EXPIRED: { problem: 'its certificate has expired', hint: 'Tell whoever runs the site.' },
  ERR_TLS_CERT_ALTNAME_INVALID: { problem: 'its certificate is for another name', hint: 'Check the address.' },
};
const unknownReason = { problem: 'the answer could not be read', hint: 'Open the address in a browser; if that works, save the page and upload it.' };

const shownUrlChars = 300;

/** An address as errors name it: without what stands in for a password, and not endless. */
export function shownUrl(url: URL | string): string {
  const text = typeof url === 'string' ? url : `${url.protocol}//${url.host}${url.pathname}${url.search}`;
  return text.length > shownUrlChars ? `${text.slice(0, shownUrlChars)}…` : text;
}

export function fetchFailure(code: ErrorCode, url: URL | string, problem: string, hint: string, cause?: unknown): AppError {
  return new AppError(code, `${shownUrl(url)} was not fetched: ${problem}`, { url: shownUrl(url), hint }, { cause });
}

/** Anything thrown on the way, as an error that names the address. Nothing of the answer itself is told. */
export function asFetchFailure(url: URL, error: unknown): AppError {
  if (error instanceof AppError) {
    return error.details.url === undefined ? fetchFailure(error.code, url, messageOf(error), error.hint ?? unknownReason.hint, error) : error;
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const { problem, hint } = reasons[code] ?? unknownReason;
  return fetchFailure('provider_failed', url, problem, hint, error);
}

const statusHints: Readonly<Record<number, string>> = {
  401: 'The page is not open to everybody. Save it in a browser and upload the file.',
  403: 'The page is not open to everybody. Save it in a browser and upload the file.',
  404: 'There is no such page; check the address.',
  410: 'There is no such page any more.',
  429: 'The site asks for patience; try again later.',
  503: 'The site is busy; try again later.',
};

/** A status other than success, as an error with `details.status`. */
export function statusFailure(url: URL, status: number): AppError {
  const code = status === 429 || status === 503 ? 'rate_limited' : 'provider_failed';
  const hint = statusHints[status] ?? 'Open the address in a browser to see what is wrong with it.';
  return new AppError(code, `${shownUrl(url)} was not fetched: the site answered with status ${status}`, { url: shownUrl(url), hint, status });
}
