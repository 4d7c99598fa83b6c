import path from 'node:path';
import { readJson } from '../model-files.ts';
import type { Tensor } from './onnx-module.ts';

export type Pooling = 'mean' | 'first' | 'last';

/** How the vectors of the tokens become one, as sentence-transformers writes it down; the mean where it does not say. */
export async function readPooling(folder: string): Promise<Pooling> {
  const config = await readJson(path.join(folder, '1_Pooling/config.json'));
  if (config.pooling_mode_cls_token === true) return 'first';
  return config.pooling_mode_lasttoken === true ? 'last' : 'mean';
}

function normalized(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length > 0 ? vector.map((value) => value / length) : vector;
}

/**
 * One unit vector per text. A model that pools by itself gives [batch, width], others [batch, length, width].
 * @param lengths how many tokens of each text are no padding; they come first
 */
export function poolVectors({ data, dims }: Tensor, lengths: readonly number[], pooling: Pooling): Float32Array[] {
  const width = dims.at(-1)!;
  const values = data as Float32Array;
  if (dims.length === 2) return lengths.map((_, row) => normalized(values.slice(row * width, (row + 1) * width)));
  const rowLength = dims[1]!;
  return lengths.map((length, row) => {
    const tokenAt = (token: number) => values.subarray((row * rowLength + token) * width, (row * rowLength + token + 1) * width);
    if (pooling !== 'mean') return normalized(tokenAt(pooling === 'first' ? 0 : length - 1).slice());
    const sum = new Float32Array(width);
    for (let token = 0; token < length; token++) tokenAt(token).forEach((value, index) => (sum[index]! += value));
    return normalized(sum);
  });
}
