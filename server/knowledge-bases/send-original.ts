import type { Request, Response } from 'express';
import type { Document as DocumentRow } from '../generated/prisma/client.ts';
import type { FileStore } from '../platform/files.ts';
import { handled } from '../platform/http.ts';

/** Types a browser shows without running anything of theirs. Everything else is offered for download. */
const inlineMediaTypes = new Set(['application/pdf', 'text/plain', 'text/markdown', 'text/csv', 'image/png', 'image/jpeg', 'image/webp', 'image/bmp', 'image/gif']);

/** Browsers show a PDF in a viewer of their own, which they refuse to open in a sandbox. */
const policyOf = (mediaType: string) => (mediaType === 'application/pdf' ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'" : "sandbox; default-src 'none'; style-src 'unsafe-inline'");

/** RFC 8187: the name in UTF-8, beside a plain one for old clients. */
function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%/]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Sends the stored original, with byte ranges, so that a viewer can ask for parts. */
export async function sendOriginal(
  files: FileStore,
  document: DocumentRow,
  { request, response }: { request: Request; response: Response },
  asksForDownload = 'download' in request.query,
): Promise<typeof handled> {
  const kind = inlineMediaTypes.has(document.mediaType) && !asksForDownload ? 'inline' : 'attachment';
  const charset = document.mediaType.startsWith('text/') ? '; charset=utf-8' : '';
  response.setHeader('Content-Type', `${document.mediaType}${charset}`);
  response.setHeader('Content-Disposition', contentDisposition(kind, document.name));
  response.setHeader('Content-Security-Policy', policyOf(document.mediaType));
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('ETag', `"${document.contentHash}"`);
  await new Promise<void>((resolve, reject) => {
    response.sendFile(files.originalPath(document.knowledgeBaseId, document.originalId), { dotfiles: 'allow', lastModified: false, etag: false, cacheControl: false }, (error) => {
      if (error && !response.headersSent) reject(error);
      else resolve();
    });
  });
  return handled;
}
