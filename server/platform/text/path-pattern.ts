/** Whether a name fits `*` and `?`, going back to the last star only, which is enough and takes no more than the product of the lengths. */
export function fitsWildcards(pattern: string, name: string): boolean {
  let inPattern = 0;
  let inName = 0;
  let star = -1;
  let starAt = 0;
  while (inName < name.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern++;
      starAt = inName;
    } else if (wanted === '?' || wanted === name[inName]) {
      inPattern++;
      inName++;
    } else if (star >= 0) {
      inPattern = star + 1;
      inName = ++starAt;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(inPattern));
}

/** Whether the folders and name begin with what the pattern's parts name; `reached` holds how many parts can be used up so far. */
function fitsPath(pattern: readonly string[], path: readonly string[]): boolean {
  const skipFolders = (reached: Set<number>) => {
    for (const used of reached) if (pattern[used] === '**') reached.add(used + 1);
    return reached;
  };
  let reached = skipFolders(new Set([0]));
  for (const name of path) {
    const next = new Set<number>();
    for (const used of reached) {
      if (pattern[used] === '**') next.add(used);
      else if (pattern[used] !== undefined && fitsWildcards(pattern[used], name)) next.add(used + 1);
    }
    reached = skipFolders(next);
    if (reached.has(pattern.length)) return true;
  }
  return false;
}

/**
 * Whether a path, with slashes, is or lies in what one of the patterns names, as in .gitignore: `*` and `?` stand for
 * anything within a name, `**` for any folders, and a pattern without a slash is looked for in every folder.
 */
export function pathMatcher(patterns: readonly string[]): (path: string) => boolean {
  const parts = patterns.map((pattern) => (pattern.includes('/') ? pattern.replace(/^\//, '') : `**/${pattern}`).toLowerCase().split('/'));
  return (path) => parts.some((pattern) => fitsPath(pattern, path.toLowerCase().split('/')));
}
