import { strFromU8, unzipSync, type Zippable, zipSync } from 'fflate';
import type { Choices } from '../../crash/choices.ts';

type Mutation = (content: Buffer, choices: Choices) => Buffer;

const telling = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];
const tokens = ['<', '>', '&', '"', '{', '}', '[', ']', '\\', '\0', '\n', '-->', '%', '=', '\ufffe', '\ud800', '999999999999', '-1', '1e999', 'NaN'];

const place = (content: Buffer, choices: Choices) => choices.between(0, Math.max(0, content.length - 1));

const mutations: readonly Mutation[] = [
  function flipBits(content, choices) {
    for (let count = choices.between(1, 8); count > 0 && content.length > 0; count--) {
      const at = place(content, choices);
      content[at] = content[at]! ^ (1 << choices.between(0, 7));
    }
    return content;
  },
  function truncate(content, choices) {
    return content.subarray(0, place(content, choices));
  },
  function swapBlocks(content, choices) {
    const size = choices.between(1, Math.max(1, Math.min(512, content.length >> 2)));
    const [from, to] = [place(content, choices), place(content, choices)];
    const copy = Buffer.from(content);
    copy.copy(content, to, from, from + size);
    copy.copy(content, from, to, to + size);
    return content;
  },
  function editNumber(content, choices) {
    const width = choices.pick([1, 2, 4]);
    const at = place(content, choices);
    if (at + width > content.length) return content;
    const value = choices.pick(telling) % 2 ** (8 * width);
    if (choices.next() < 0.5) content.writeUIntLE(value, at, width);
    else content.writeUIntBE(value, at, width);
    return content;
  },
  function editDigits(content, choices) {
    const numbers = [...content.toString('latin1').matchAll(/\d+/g)];
    if (numbers.length === 0) return content;
    const { index, 0: digits } = choices.pick(numbers);
    const replaced = Buffer.from(choices.pick(['0', '-1', '1', '65536', '2147483648', '99999999999999999999', '1e9']));
    return Buffer.concat([content.subarray(0, index), replaced, content.subarray(index + digits.length)]);
  },
  function repeatBlock(content, choices) {
    const at = place(content, choices);
    const block = content.subarray(at, at + choices.between(1, 64));
    const copies = Array.from({ length: choices.between(1, 200) }, () => block);
    return Buffer.concat([content.subarray(0, at), ...copies, content.subarray(at)]);
  },
  function removeBlock(content, choices) {
    const at = place(content, choices);
    return Buffer.concat([content.subarray(0, at), content.subarray(at + choices.between(1, 64))]);
  },
  function insertToken(content, choices) {
    const at = place(content, choices);
    return Buffer.concat([content.subarray(0, at), Buffer.from(choices.pick(tokens)), content.subarray(at)]);
  },
];

function mutateBytes(content: Uint8Array, choices: Choices): Buffer {
  let mutant: Buffer = Buffer.from(content);
  for (let count = choices.between(1, 3); count > 0; count--) mutant = choices.pick(mutations)(mutant, choices);
  return mutant;
}

/** Changes one part within its container, so that the change reaches those who read the parts. */
function mutatePart(content: Uint8Array, choices: Choices): Buffer {
  const parts = Object.entries(unzipSync(content));
  const chosen = choices.between(0, parts.length - 1);
  const files: Zippable = Object.fromEntries(parts.map(([name, part], index) => [name, [index === chosen ? mutateBytes(part, choices) : part, { level: 0 }]]));
  return Buffer.from(zipSync(files));
}

/** A changed copy of a document: bits, numbers, blocks, length; within a part of it where it is a container. */
export function mutate(content: Uint8Array, choices: Choices): Buffer {
  const isContainer = strFromU8(content.subarray(0, 2), true) === 'PK';
  return isContainer && choices.next() < 0.75 ? mutatePart(content, choices) : mutateBytes(content, choices);
}
