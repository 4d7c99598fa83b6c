/** A value where it stands: "address.city" and "Rome". */
export type Field = { path: string; text: string };

const maxInlineChars = 400;
const maxInlineFields = 24;
const maxInlineDepth = 4;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function joinPath(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** Text of a value that holds no others; undefined for one that does. */
export function scalarText(value: unknown): string | undefined {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? undefined : String(value);
}

/** The fields of a value short enough to stand in one row; undefined where it is long or deep and needs lines of its own. */
export function inlineFields(path: string, value: unknown, depth = 0): Field[] | undefined {
  const text = scalarText(value) ?? listText(value);
  if (text !== undefined) return text.length > maxInlineChars ? undefined : text.trim() === '' ? [] : [{ path, text }];
  if (!isObject(value) || depth >= maxInlineDepth) return undefined;
  const fields: Field[] = [];
  for (const [key, child] of Object.entries(value)) {
    const inner = inlineFields(joinPath(path, key), child, depth + 1);
    if (!inner || fields.length + inner.length > maxInlineFields) return undefined;
    fields.push(...inner);
  }
  return fields.reduce((sum, field) => sum + field.text.length, 0) > maxInlineChars ? undefined : fields;
}

/** A short list of single values reads as one. */
function listText(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length > maxInlineChars) return undefined;
  const texts = value.map(scalarText);
  return texts.every((text) => text !== undefined) ? texts.join(', ') : undefined;
}
