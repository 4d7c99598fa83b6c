/** Puts sentences one after another, each with its full stop; what is missing is left out. */
export function sentences(...parts: (string | undefined)[]): string {
  return parts
    .filter((part) => part)
    .map((part = '') => (/[.!?。！？…]["”’)）]?$/.test(part) ? part : `${part}.`))
    .join(' ')
    .replace(/(?<=[。！？]) /g, '');
}
