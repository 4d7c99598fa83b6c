/** Says which sheets are hidden, though read. */
export function hiddenSheetsNote(names: readonly string[]): string[] {
  const quoted = names.map((name) => `"${name}"`);
  if (quoted.length === 0) return [];
  return [quoted.length === 1 ? `The sheet ${quoted[0]} is hidden; it was read too` : `The sheets ${quoted.join(', ')} are hidden; they were read too`];
}
