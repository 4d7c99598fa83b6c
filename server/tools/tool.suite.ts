import { expect, test } from 'vitest';
import { schemaOf } from './tool.service.ts';
import type { Tool } from './tool.ts';

/** What every built-in tool keeps to. */
export function itBehavesLikeATool(tool: Tool): void {
  test(`${tool.id}: its name can be given to a model, and its input is an object whose plain text has a field`, () => {
    expect(tool.id).toMatch(/^[a-z][a-z-]{1,40}$/);
    expect(tool.description.length).toBeGreaterThan(20);
    expect(schemaOf(tool.input)).toMatchObject({ type: 'object', properties: { [tool.textField]: { type: 'string' } } });
  });

  test(`${tool.id}: its options are texts with defaults, and without a key it is off`, () => {
    const options = tool.options?.parse({}) ?? {};
    expect(Object.values(options).every((value) => typeof value === 'string')).toBe(true);
    if (tool.needsApiKey) expect(tool.defaults.isOn).toBe(false);
  });

  test(`${tool.id}: an input of the wrong kind does not fit`, () => {
    expect(tool.input.safeParse({ [tool.textField]: { not: 'a text' } }).success).toBe(false);
  });
}
