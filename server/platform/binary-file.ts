import { closeSync, openSync, readSync, writeSync } from 'node:fs';

export type BinaryWriter = Disposable & { write(array: ArrayBufferView): void };
export type BinaryReader = Disposable & { read<Target extends ArrayBufferView>(target: Target): Target };

const bytesOf = (view: ArrayBufferView) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

/** Writes a file from front to back, waiting for each write: for processes that have nothing else to do meanwhile. */
export function createBinaryWriter(file: string): BinaryWriter {
  const descriptor = openSync(file, 'w');
  return {
    write(array) {
      const bytes = bytesOf(array);
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    },
    [Symbol.dispose]: () => closeSync(descriptor),
  };
}

/** Reads a file from front to back, filling one array after another. */
export function openBinaryReader(file: string): BinaryReader {
  const descriptor = openSync(file, 'r');
  return {
    read(target) {
      const bytes = bytesOf(target);
      for (let filled = 0; filled < bytes.length; ) {
        const count = readSync(descriptor, bytes, filled, bytes.length - filled, null);
        if (count === 0) throw new Error(`${file} ends too early`);
        filled += count;
      }
      return target;
    },
    [Symbol.dispose]: () => closeSync(descriptor),
  };
}
