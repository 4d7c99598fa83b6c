import { request } from 'node:http';

/** What the model puts behind its first word: when it said it, in milliseconds of the clock that all processes share. */
const firstWord = /word0@(\d+(?:\.\d+)?)/;

/** Where and what is asked. */
export type Asked = { url: string; body: string };
/** Milliseconds from asking to the first word, and from the model's saying it to its arrival. */
export type HeardAnswer = { firstWordMs: number; addedMs: number };

const nowMs = () => performance.timeOrigin + performance.now();

/**
 * Reads an answer to its end; undefined when its last word never came. Looks at as little as it can, so that what reads
 * takes little from what is measured.
 */
export function readAnswer({ url, body }: Asked, lastWord: string): Promise<HeardAnswer | undefined> {
  return new Promise((resolve) => {
    const askedAtMs = nowMs();
    let heard: HeardAnswer | undefined;
    let end = '';
    const sent = request(url, { method: 'POST', agent: false, headers: { 'content-type': 'application/json' } }, (answer) => {
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => {
        const saidAtMs = heard ? undefined : firstWord.exec(piece)?.[1];
        if (saidAtMs !== undefined) heard = { firstWordMs: nowMs() - askedAtMs, addedMs: nowMs() - Number(saidAtMs) };
        end = (end + piece).slice(-20_000);
      });
      answer.on('close', () => resolve(end.includes(lastWord) ? heard : undefined));
    });
    sent.on('error', () => resolve(undefined));
    sent.end(body);
  });
}
