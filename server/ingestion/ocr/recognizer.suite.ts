import { expect, test } from 'vitest';
import { drawTexts } from '../../testing/picture-fixture.ts';
import type { Recognizer } from './recognizer.ts';

/** What every recogniser does. It is shown a picture that says "Total amount 1250" with its first letter at 100, 83 (150 dpi). */
export function itBehavesLikeARecognizer(find: () => Promise<Recognizer | undefined>) {
  test('words come with their places and how sure they are', async () => {
    const recognizer = await find();
    const image = await drawTexts([{ text: 'Total amount 1250', x: 48, y: 742, size: 14 }], 100);
    const lines = await recognizer!.recognize(image, 'eng', 20_000);
    expect(lines.map(({ words }) => words.map(({ text }) => text))).toEqual([['Total', 'amount', '1250']]);
    const [first] = lines[0]!.words;
    expect(first!.confidence).toBeGreaterThan(70);
    expect(first!.confidence).toBeLessThanOrEqual(100);
    expect(Math.abs(first!.left - 100)).toBeLessThan(6);
    expect(Math.abs(first!.top + first!.height - 104)).toBeLessThan(6);
  });

  test('one that takes too long is stopped, and the next picture is read', async () => {
    const recognizer = await find();
    const image = await drawTexts([{ text: 'Total amount 1250', x: 48, y: 742, size: 14 }], 100);
    await expect(recognizer!.recognize(image, 'eng', 1)).rejects.toMatchObject({ code: 'timed_out' });
    expect(await recognizer!.recognize(image, 'eng', 20_000)).toHaveLength(1);
  });
}
