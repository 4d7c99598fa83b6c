import { expect, test } from 'vitest';
import { UpdateLocalModel } from '#contracts/local-model';

test('an option that is not named is left as it is', () => {
  expect(UpdateLocalModel.parse({ options: { threads: 2 } })).toEqual({ options: { threads: 2 } });
});
