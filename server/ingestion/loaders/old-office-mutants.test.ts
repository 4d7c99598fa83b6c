import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '../../platform/errors.ts';
import { inTable, makeDoc, property, rowEnd } from '../../testing/doc-fixture.ts';
import { testLimits } from '../../testing/load-limits.ts';
import { makeMsg } from '../../testing/msg-fixture.ts';
import { makePpt, tableShape, textShape } from '../../testing/ppt-fixture.ts';
import { createRandom } from '../../testing/random-vectors.ts';
import { makeSourceFile } from '../../testing/source-file.ts';
import { makeXls, numberCell, textCell } from '../../testing/xls-fixture.ts';
import { detectMediaType } from '../media-type.ts';
import { loaderFor } from './index.ts';

const mutantsOfEach = 75;
const maxDamages = 8;

const sound: Readonly<Record<string, Buffer>> = {
  doc: makeDoc({
    styles: [{ name: 'Normal', builtIn: 0 }, { name: 'heading 1', builtIn: 1 }],
    body: [{ text: 'Title\r', style: 1 }, { text: 'item\u0002\r', properties: [property(0x460b, 1, 0)] }, { text: 'a\u0007', properties: [inTable] }, rowEnd([0]), { text: 'end\r' }],
    footnotes: [{ character: 10, text: 'note' }],
    list: [{ mark: '\u0000.', format: 0 }],
  }),
  xls: makeXls([{ name: 'S', records: [textCell(0, 0, 'City'), textCell(0, 1, 'People'), textCell(1, 0, 'Rome'), numberCell(1, 1, 3), [0xe5, Buffer.alloc(10)]] }]),
  ppt: makePpt([{ shapes: [textShape('Title', { kind: 0 }), tableShape(9, [textShape('cell', { isChild: true })])], notes: 'note', comment: { author: 'a', text: 'b' } }]),
  msg: makeMsg({ texts: { '0037': 'Subject', '1000': 'Body' }, attachments: [{ name: 'a', content: Buffer.alloc(5_000) }, { name: 'b', message: { texts: { '1000': 'inner' } } }] }),
};

/** A byte, a number or a stretch of it changed, or its end cut off; the first bytes say what it is and stay. */
function damaged(bytes: Buffer, random: () => number): Buffer {
  const mutant = Buffer.from(bytes);
  const place = (room: number) => 8 + Math.floor(random() * (mutant.length - 8 - room));
  const values = [0, 1, 0x7fffffff, 0xffffffff, 0xfffffffe, mutant.length, Math.floor(random() * 2 ** 32)];
  for (let count = 1 + Math.floor(random() * maxDamages); count > 0; count--) {
    const kind = random();
    if (kind < 0.4) mutant[place(1)] = Math.floor(random() * 256);
    else if (kind < 0.8) mutant.writeUInt32LE(values[Math.floor(random() * values.length)] ?? 0, place(4));
    else if (kind < 0.99) {
      const from = place(64);
      mutant.copyWithin(place(64), from, from + 64);
    } else return mutant.subarray(0, place(1));
  }
  return mutant;
}

for (const [extension, bytes] of Object.entries(sound)) {
  test(`a damaged ${extension} is read or refused with advice`, async () => {
    const random = createRandom(bytes.length);
    const folder = await mkdtemp(path.join(tmpdir(), 'lectern-mutants-'));
    let refused = 0;
    for (let index = 0; index < mutantsOfEach; index++) {
      const file = await makeSourceFile(`a.${extension}`, damaged(bytes, random));
      try {
        const { mediaType } = await detectMediaType(file);
        const { text, blocks } = await loaderFor(mediaType, file.name).load(file, testLimits, { folder, advance: () => undefined });
        expect(blocks.every(({ start, end }) => start < end && end <= text.length)).toBe(true);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        expect(error).toMatchObject({ code: 'unsupported', details: { hint: expect.any(String) } });
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(mutantsOfEach);
  });
}
