import { createWriteStream } from 'node:fs';
import { access, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Agent, request } from 'undici';
import { createCheckedConnector, resolveBySystem } from '../../platform/checked-connector.ts';
import { digestFile, renameDurably, syncFile } from '../../platform/durable-files.ts';
import { AppError, throwIfAborted } from '../../platform/errors.ts';
import { asFetchFailure, fetchFailure, statusFailure } from '../../platform/fetch-failure.ts';
import { createFetchRules, type FetchConfig, type FetchRules } from '../../platform/fetch-rules.ts';
import { whileSpaceLasts } from '../../platform/free-space.ts';
import { isEverFetched } from '../../platform/network-address.ts';
import { userAgent } from '../../platform/safe-fetch.ts';
import { inspectModel } from './model-files.ts';

const redirectsLimit = 5;
/** A line that breaks off is taken up again so often, from where it broke. */
const tries = 6;
const silenceTimeoutMs = 60_000;
const sayEveryBytes = 100 * 1024 * 1024;
const maxSidecarBytes = 4_096;
const fileName = /^[^./\\\p{Cc}][^/\\\p{Cc}]*\.gguf$/iu;
const sha256Pattern = /\b[0-9a-f]{64}\b/i;

export type ModelDownload = {
  /** As the administrator typed it: that host may be in the own network; others it leads to may not. */
  url: string;
  folder: string;
  /** In hexadecimal; that of `<url>.sha256`, or the one the server names, when left out. */
  sha256?: string;
  rules: FetchConfig;
  signal: AbortSignal;
  say(line: string): void;
};

function rulesFor(typed: URL, config: FetchConfig): FetchRules {
  const others = createFetchRules(config);
  return {
    allowsPort: () => true,
    checkAddress(hostname, address) {
      if (hostname === typed.hostname && isEverFetched(address)) return;
      others.checkAddress(hostname, address);
    },
  };
}

type Answer = Awaited<ReturnType<typeof request>> & { url: URL; /** What the place that leads on says of the file. */ namedSha256?: string };

async function ask(dispatcher: Agent, start: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Answer> {
  let url = start;
  let namedSha256: string | undefined;
  for (let hops = 0; hops <= redirectsLimit; hops++) {
    const all = { 'user-agent': userAgent, 'accept-encoding': 'identity', ...headers };
    const answer = await request(url, { dispatcher, signal, headers: all, bodyTimeout: silenceTimeoutMs, headersTimeout: silenceTimeoutMs });
    // Hugging Face says so where it leads on to the store of large files.
    namedSha256 ??= sha256Pattern.exec(String(answer.headers['x-linked-etag'] ?? ''))?.[0];
    const { location } = answer.headers;
    if (answer.statusCode < 300 || answer.statusCode >= 400 || typeof location !== 'string') return { ...answer, url, namedSha256 };
    answer.body.on('error', () => {}).destroy();
    url = new URL(location, url);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw fetchFailure('forbidden', start, `it leads on to ${url.protocol}`, 'Enter the address of the file itself.');
  }
  throw fetchFailure('provider_failed', start, `it leads on more than ${redirectsLimit} times`, 'Enter the address of the file itself.');
}

const sizeOf = (file: string) => stat(file).then(({ size }) => size, () => 0);

/** Adds to the unfinished file what is missing, if the server still has the same file; otherwise begins again. */
async function fetchRest(dispatcher: Agent, url: URL, unfinished: string, { folder, signal, say }: ModelDownload): Promise<string | undefined> {
  const tagFile = `${unfinished}.tag`;
  const have = await sizeOf(unfinished);
  const tag = await readFile(tagFile, 'utf8').catch(() => '');
  const headers: Record<string, string> = have > 0 && tag ? { range: `bytes=${have}-`, 'if-range': tag } : {};
  const answer = await ask(dispatcher, url, headers, signal);
  if (answer.statusCode !== 200 && answer.statusCode !== 206) {
    answer.body.on('error', () => {}).destroy();
    // The range begins where the file ends: it is whole already.
    if (answer.statusCode === 416) return answer.namedSha256;
    throw statusFailure(answer.url, answer.statusCode);
  }
  const isContinued = answer.statusCode === 206;
  await writeFile(tagFile, String(answer.headers.etag ?? answer.headers['last-modified'] ?? ''));
  const start = isContinued ? have : 0;
  const whole = start + Number(answer.headers['content-length'] ?? Number.NaN);
  let got = start;
  let toldAt = start;
  say(isContinued ? `Going on at ${Math.floor(have / 1e6)} MB` : `Downloading ${Number.isFinite(whole) ? `${Math.ceil(whole / 1e6)} MB` : path.basename(unfinished)}`);
  let failure: unknown;
  /** Ends like a whole answer where the line breaks off, so that all that came is written. */
  async function* arrived(): AsyncGenerator<Buffer> {
    try {
      for await (const piece of answer.body as AsyncIterable<Buffer>) {
        got += piece.length;
        if (got - toldAt >= sayEveryBytes) say(`${Math.floor(got / 1e6)} MB${Number.isFinite(whole) ? ` of ${Math.ceil(whole / 1e6)}` : ''}`);
        if (got - toldAt >= sayEveryBytes) toldAt = got;
        yield piece;
      }
    } catch (error) {
      failure = error;
    }
  }
  await pipeline(Readable.from(whileSpaceLasts(folder, arrived())), createWriteStream(unfinished, { flags: isContinued ? 'a' : 'w' }), { signal });
  if (failure !== undefined) throw failure;
  return answer.namedSha256;
}

async function findSidecar(dispatcher: Agent, url: URL, signal: AbortSignal): Promise<string | undefined> {
  const sidecar = new URL(url);
  sidecar.pathname += '.sha256';
  const answer = await ask(dispatcher, sidecar, {}, signal);
  let text = '';
  for await (const piece of answer.body as AsyncIterable<Buffer>) if (text.length < maxSidecarBytes) text += piece.toString('latin1');
  return answer.statusCode === 200 ? sha256Pattern.exec(text.slice(0, maxSidecarBytes))?.[0] : undefined;
}

const isBrokenOff = (error: unknown) => !(error instanceof AppError) || error.code === 'unavailable' || error.code === 'timed_out';

/**
 * Brings a GGUF file into the models folder. What broke off goes on where it was, also in a later call; the file has its name only when it is whole.
 * @throws AppError that names the address, or says that the digest is another
 */
export async function downloadModel(download: ModelDownload): Promise<string> {
  const url = new URL(download.url);
  const name = decodeURIComponent(path.posix.basename(url.pathname));
  if (!fileName.test(name)) throw fetchFailure('invalid_request', url, 'the address does not end with the name of a .gguf file', 'Enter the address of the file itself.');
  const target = path.join(download.folder, name);
  if (await access(target).then(() => true, () => false)) throw new AppError('conflict', `${target} is there already`, { hint: 'Add it by its path, or remove it first.' });
  await mkdir(download.folder, { recursive: true });
  const unfinished = path.join(download.folder, `.${name}.part`);
  const dispatcher = new Agent({ connect: createCheckedConnector(rulesFor(url, download.rules), resolveBySystem) });
  try {
    let named: string | undefined;
    for (let attempt = 1; ; attempt++) {
      try {
        named = await fetchRest(dispatcher, url, unfinished, download);
        break;
      } catch (error) {
        throwIfAborted(download.signal);
        if (attempt === tries || !isBrokenOff(error)) throw error;
        download.say('The line broke off');
      }
    }
    const expected = download.sha256 ?? (await findSidecar(dispatcher, url, download.signal).catch(() => undefined)) ?? named;
    await check(unfinished, expected, download.say);
  } catch (error) {
    throw asFetchFailure(url, error);
  } finally {
    await dispatcher.destroy();
  }
  await inspectModel(unfinished);
  await syncFile(unfinished);
  await renameDurably(unfinished, target);
  await rm(`${unfinished}.tag`, { force: true });
  return target;
}

async function check(file: string, expected: string | undefined, say: (line: string) => void): Promise<void> {
  if (!expected) return say('Nothing says what its SHA-256 should be; give it with --sha256 to have it checked');
  const { sha256 } = await digestFile(file);
  if (sha256 === expected.toLowerCase()) return say(`SHA-256 ${sha256} is right`);
  await rm(file, { force: true });
  throw new AppError('provider_failed', `the SHA-256 is ${sha256}, and should be ${expected}`, { hint: 'Download it again; if it stays so, ask who publishes it.' });
}
