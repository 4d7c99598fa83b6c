import { Readable } from 'node:stream';
import type { AppContext } from '../../context.ts';
import { AppError } from '../../platform/errors.ts';
import type { ReceivedFile } from '../../platform/files.ts';
import { declaredEncoding, decodeText } from '../../platform/text/decode.ts';
import { type PageLinks, readPageLinks } from './page-links.ts';
import { pageName } from './page-name.ts';

export type FetchPageContext = Pick<AppContext, 'safeFetch' | 'files' | 'config'>;

/** A page that is on the disk, but belongs to nothing yet. */
export type FetchedPage = {
  /** Where it was in the end, after redirects. */
  url: string;
  name: string;
  file: ReceivedFile;
  links: PageLinks;
};

/** Enough of a page for its links; documents are read whole in the parser process. */
const readForLinksBytes = 2 * 1024 * 1024;
const documentTimeoutMs = 60_000;
const hypertext = new Set(['text/html', 'application/xhtml+xml']);
const noLinks: PageLinks = { title: '', links: [], isNotIndexed: false };

async function* keepingHead(content: Readable, head: Buffer[]): AsyncGenerator<Buffer> {
  let kept = 0;
  for await (const piece of content as AsyncIterable<Buffer>) {
    if (kept < readForLinksBytes) head.push(piece.subarray(0, readForLinksBytes - kept));
    kept += piece.length;
    yield piece;
  }
}

function decodeHead(pieces: readonly Buffer[], charset: string | undefined): string {
  const bytes = Buffer.concat(pieces);
  return decodeText(bytes, charset ?? declaredEncoding(bytes)).text;
}

/** Fetches one address to the disk. @throws AppError that names the address and why it was refused */
export async function fetchPage(
  { safeFetch, files, config }: FetchPageContext,
  url: string,
  options: { mediaTypes: readonly string[]; signal: AbortSignal; mayFollow?: (target: URL) => boolean },
): Promise<FetchedPage> {
  const fetched = await safeFetch.fetch(url, { ...options, maxBytes: config.maxUploadBytes, totalTimeoutMs: documentTimeoutMs });
  const head: Buffer[] = [];
  const content = Readable.from(keepingHead(fetched.content, head), { objectMode: false });
  try {
    const file = await files.receive(content, { maxBytes: config.maxUploadBytes, signal: options.signal });
    if (file.sizeBytes === 0) {
      await files.discard(file.temporaryPath);
      throw new AppError('unsupported', `${url} was not fetched: it is empty`, { url, hint: 'Open the address in a browser; what it shows may come from elsewhere.' });
    }
    const isHypertext = hypertext.has(fetched.mediaType);
    const links = isHypertext ? readPageLinks(decodeHead(head, fetched.charset), fetched.url) : noLinks;
    return { url: fetched.url, name: pageName(new URL(fetched.url), fetched.mediaType, links.title), file, links };
  } finally {
    content.destroy();
    fetched.content.destroy();
  }
}
