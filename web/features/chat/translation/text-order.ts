import { z } from 'zod';
import { createStoredValue } from '../../../lib/stored-value.ts';

/** Of the two texts of a message, which is shown first: the one in the reader's language, or the one the model reads and writes. */
export const TextOrder = z.enum(['mine', 'models']);
export type TextOrder = z.infer<typeof TextOrder>;

export const textOrder = createStoredValue('lectern.text-order', TextOrder, 'mine');
