/** With a full stop, where none ends it. */
export function closed(text: string, stop: string): string {
  return /[.!?。！？…]["”’)）]?$/.test(text) ? text : text + stop;
}

/** Puts sentences one after another, each with its full stop; what is missing is left out. */
export function sentences(...parts: (string | undefined)[]): string {
  return parts
    .flatMap((part) => (part ? [closed(part, '.')] : []))
    .join(' ')
    .replace(/(?<=[。！？]) /g, '');
}
