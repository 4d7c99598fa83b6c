import type { RequestHandler } from 'express';
import type { AppContext } from '../../context.ts';

/** Where the original's programs are sent from `/`, which here is the page: only those that do not ask for a page. */
export function sendProgramsToDocs({ settings }: Pick<AppContext, 'settings'>): RequestHandler {
  return async ({ method, path, headers }, response, next) => {
    const isProgram = method === 'GET' && path === '/' && !headers.accept?.includes('text/html');
    if (isProgram && (await settings.get()).chatchatApi) response.redirect('/docs');
    else next();
  };
}
