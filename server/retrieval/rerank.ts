import { setTimeout as delay } from 'node:timers/promises';
import type { Reranker } from '../models/reranker.ts';
import { messageOf, throwIfAborted } from '../platform/errors.ts';
import { contextOf, type Passage } from './passage.ts';

/** So many are read again: several times of what is kept at most, so that what the words ranked low can come up. */
const rerankedLimit = 40;
/** A person waits. */
const timeoutMs = 15_000;

type Weighed = { passage: Passage; evidence: number };
type Reranked<Each> = { passages: (Each & { relevance?: number })[]; note?: string };

/** @throws Error when it fails or takes too long */
async function relevancesInTime(reranker: Reranker, query: string, texts: readonly string[], signal: AbortSignal): Promise<number[]> {
  const ended = new AbortController();
  const tooLong = delay(timeoutMs, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`it took longer than ${timeoutMs / 1_000} s`);
  });
  try {
    return await Promise.race([reranker.rerank(query, texts, AbortSignal.any([signal, ended.signal])), tooLong]);
  } finally {
    ended.abort();
    tooLong.catch(() => undefined);
  }
}

/**
 * Puts the best candidates into the reranker's order. The evidence there is stays: the first has the most of it, and so on. So a reranker decides which
 * passages come first, while refusing is calibrated as without one, whatever the scale of its scores.
 * @param weighed best first
 */
export async function rerank<Each extends Weighed>(
  reranker: Reranker | undefined,
  query: string,
  weighed: readonly Each[],
  signal: AbortSignal,
): Promise<Reranked<Each>> {
  const read = weighed.slice(0, rerankedLimit);
  if (!reranker || read.length < 2) return { passages: [...weighed] };
  try {
    const texts = read.map(({ passage }) => `${contextOf(passage)}\n${passage.text}`.trim());
    const relevances = await relevancesInTime(reranker, query, texts, signal);
    const ordered = read.map((each, index) => ({ ...each, relevance: relevances[index]! })).sort((left, right) => right.relevance - left.relevance);
    return { passages: [...ordered.map((each, index) => ({ ...each, evidence: read[index]!.evidence })), ...weighed.slice(rerankedLimit)] };
  } catch (error) {
    throwIfAborted(signal);
    return { passages: [...weighed], note: `${reranker.label} did not rank the passages, so they stand in their own order: ${messageOf(error)}` };
  }
}
