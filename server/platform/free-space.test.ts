import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { requireFreeSpace } from './free-space.ts';

test('what would take the last of the disk is refused, and says what helps', async () => {
  await expect(requireFreeSpace(tmpdir(), Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({ code: 'storage_full', details: { hint: expect.stringContaining('Delete') } });
  await expect(requireFreeSpace(tmpdir(), 0)).resolves.toBeUndefined();
});
