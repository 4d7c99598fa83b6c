import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import compression from 'compression';
import express, { type RequestHandler, Router } from 'express';

/** The exported page: its files, and what its content security policy has to allow. */
export type WebPage = { isBuilt: boolean; inlineScriptHashes: string[]; serve: RequestHandler };

async function listHtmlFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile() && entry.name.endsWith('.html')).map((entry) => path.join(entry.parentPath, entry.name));
}

/** CSP sources for the scripts that stand in the pages themselves: Next's export hands over its data that way. */
async function hashInlineScripts(files: readonly string[]): Promise<string[]> {
  const hashes = new Set<string>();
  for (const file of files) {
    const html = await readFile(file, 'utf8');
    for (const [, script] of html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)) {
      hashes.add(`'sha256-${createHash('sha256').update(script!).digest('base64')}'`);
    }
  }
  return [...hashes];
}

/** Next exports `/settings` as settings.html, beside a folder settings/ of data that static serving would find first. */
function serveAddresses(directory: string, files: readonly string[]): RequestHandler {
  const addresses = new Set(files.map((file) => `/${path.relative(directory, file).split(path.sep).join('/').replace(/\.html$/, '')}`));
  return (request, _response, next) => {
    if (addresses.has(request.path)) request.url = request.url.replace(request.path, `${request.path}.html`);
    next();
  };
}

/** Serves the exported page from `directory`; file names with a content hash are cached for good. */
export async function openWebPage(directory: string): Promise<WebPage> {
  const files = await listHtmlFiles(directory).catch(() => []);
  const router = Router();
  router.use(compression());
  router.use('/_next/static', express.static(path.join(directory, '_next/static'), { immutable: true, maxAge: '1y', index: false }));
  router.use(serveAddresses(directory, files), express.static(directory, { redirect: false, maxAge: 0 }));
  return { isBuilt: files.length > 0, inlineScriptHashes: await hashInlineScripts(files), serve: router };
}
