import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseOrReject } from './http.ts';

const Request = z.strictObject({
  name: z.string().trim().min(1).max(10),
  code: z.string().min(3).optional(),
  size: z.number().int().min(50).max(100).optional(),
  share: z.number().gt(0).lt(1).optional(),
  tags: z.array(z.string()).min(1).max(2).optional(),
  order: z.enum(['name', 'size']).optional(),
  address: z.url().optional(),
  path: z.string().startsWith('/', 'must begin with /').optional(),
});

test.each([
  [{}, 'name is missing'],
  [{ name: 7 }, 'name must be a text'],
  [{ name: ' ' }, 'name is empty'],
  [{ name: 'x'.repeat(11) }, 'name is longer than 10 characters'],
  [{ name: 'x', code: 'ab' }, 'code is shorter than 3 characters'],
  [{ name: 'x', size: 1 }, 'size must be at least 50'],
  [{ name: 'x', size: 101 }, 'size must be at most 100'],
  [{ name: 'x', size: 60.5 }, 'size must be a whole number'],
  [{ name: 'x', share: 0 }, 'share must be more than 0'],
  [{ name: 'x', share: 1 }, 'share must be less than 1'],
  [{ name: 'x', tags: [] }, 'tags is empty'],
  [{ name: 'x', tags: ['a', 'b', 'c'] }, 'tags has more than 2 entries'],
  [{ name: 'x', tags: [null] }, 'tags.0 must be a text'],
  [{ name: 'x', order: 'age' }, 'order must be one of name, size'],
  [{ name: 'x', address: 'nowhere' }, 'address is no web address'],
  [{ name: 'x', colour: 'red' }, 'colour is not known'],
  [{ name: 'x', path: 'a' }, 'path must begin with /'],
  ['x', 'Body must be an object'],
])('%j is refused in plain words: %s', (given, message) => {
  expect(() => parseOrReject(Request, given, 'Body')).toThrow(message);
});
