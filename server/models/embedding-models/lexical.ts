import { analyze } from '../../platform/text/terms.ts';
import { throwIfAborted } from '../../platform/errors.ts';
import type { EmbeddingModel } from '../embedding-model.ts';

const dimensions = 256;
/** A word counts as much as all its parts of three letters together, so that a misspelt one keeps half of itself. */
const wordWeight = 1;

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value ^= text.charCodeAt(index);
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
}

/** Feature hashing: the low bits choose the dimension, the top bit the sign, so that collisions cancel out on average. */
function addFeature(vector: Float32Array, feature: string, weight: number): void {
  const value = hash(feature);
  vector[value % dimensions]! += value >>> 31 ? -weight : weight;
}

function addWord(vector: Float32Array, word: string, count: number): void {
  const weight = Math.sqrt(count);
  addFeature(vector, word, wordWeight * weight);
  const padded = `^${word}$`;
  const parts = padded.length - 2;
  for (let start = 0; start < parts; start++) addFeature(vector, padded.slice(start, start + 3), weight / Math.sqrt(parts));
}

function embed(text: string): Float32Array {
  const counts = new Map<string, { count: number; isWord: boolean }>();
  for (const { text: term, kind } of analyze(text)) {
    if (kind !== 'character') counts.set(term, { count: (counts.get(term)?.count ?? 0) + 1, isWord: kind === 'word' });
  }
  const vector = new Float32Array(dimensions);
  for (const [term, { count, isWord }] of counts) {
    if (isWord) addWord(vector, term, count);
    else addFeature(vector, term, Math.sqrt(count));
  }
  const length = Math.hypot(...vector);
  /** A text without any term has no direction of its own; one fixed direction keeps the vector at length 1. */
  if (length === 0) vector[0] = 1;
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** Hashed words, parts of words and Chinese bigrams. Needs no download; finds misspelt words, knows nothing of meaning. */
export const lexicalEmbedding: EmbeddingModel = {
  id: 'lexical',
  label: 'Built-in (words)',
  revision: '1',
  dimensions: async () => dimensions,
  maxBatch: 256,
  quality: 0,
  async embedDocuments(texts, signal) {
    throwIfAborted(signal);
    return texts.map(embed);
  },
  async embedQuery(text, signal) {
    throwIfAborted(signal);
    return embed(text);
  },
};
