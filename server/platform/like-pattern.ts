/** For `LIKE ? ESCAPE '\'`: whatever stands in the text is meant literally. */
const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** Matches what holds the text. */
export const containing = (text: string) => `%${literal(text)}%`;

/** Matches all of a value, where `*` stands for anything. */
export const wildcard = (pattern: string) => literal(pattern).replaceAll('*', '%');
