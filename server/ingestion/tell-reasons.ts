/** Something by its name, and what was said of it. */
export type Reasoned = { name: string; reason: string };

/** The first of them with their reasons, and how many more there are. */
export function tellReasons(all: readonly Reasoned[], most: number): string {
  const named = all.slice(0, most).map(({ name, reason }) => `"${name}" (${reason})`);
  return [...named, ...(all.length > most ? [`and ${all.length - most} more`] : [])].join('; ');
}
