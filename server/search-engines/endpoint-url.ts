/** The address of a call below the base URL, which may have a path of its own. A pasted path of the call itself is not doubled. */
export function endpointUrl(baseUrl: string, path: string, query: Record<string, string> = {}): string {
  const url = new URL(baseUrl);
  const bare = path.replace(/\/+$/, '');
  const root = url.pathname.replace(/\/+$/, '');
  url.pathname = (root.endsWith(bare) ? root.slice(0, -bare.length) : root) + path;
  url.search = new URLSearchParams(query).toString();
  return url.href;
}
