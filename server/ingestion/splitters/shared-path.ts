type Placed = { isHeading: boolean; headingPath?: string[] };

/** The sections common to all pieces of a chunk. Headings count only where there is nothing else, for they stand above what they name. */
export function sharedPath(pieces: readonly Placed[]): string[] | undefined {
  const content = pieces.filter((piece) => !piece.isHeading);
  const [first = [], ...others] = (content.length > 0 ? content : pieces).map((piece) => piece.headingPath ?? []);
  const different = first.findIndex((title, depth) => others.some((path) => path[depth] !== title));
  const shared = different < 0 ? first : first.slice(0, different);
  return shared.length > 0 ? shared : undefined;
}
