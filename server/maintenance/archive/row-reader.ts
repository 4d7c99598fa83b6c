import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { ArchiveRow, ArchiveTable } from './rows.ts';
import { archiveTables } from './rows.ts';
import { damagedArchive } from './tar-reader.ts';

/** A line holds one row; the longest hold the text of a long document and its blocks. */
const mostCharsPerLine = 192 * 1024 * 1024;

/** What may still be unpacked: a few bytes can be made to unpack to any number of them. */
export class UnpackBudget {
  constructor(private bytesLeft: number) {}

  take(bytes: number): void {
    this.bytesLeft -= bytes;
    if (this.bytesLeft < 0) throw damagedArchive('unpacks to more than is allowed');
  }
}

async function* linesOf(file: string, budget: UnpackBudget): AsyncGenerator<string> {
  const unpacked = createGunzip();
  const pumping = pipeline(createReadStream(file), unpacked);
  // The failure reaches whoever reads the lines.
  pumping.catch(() => undefined);
  let begun: string[] = [];
  let chars = 0;
  unpacked.setEncoding('utf8');
  for await (const piece of unpacked as AsyncIterable<string>) {
    budget.take(Buffer.byteLength(piece));
    const lines = piece.split('\n');
    for (const [index, part] of lines.entries()) {
      begun.push(part);
      chars += part.length;
      if (chars > mostCharsPerLine) throw damagedArchive('has a row that is too long');
      if (index === lines.length - 1) break;
      yield begun.join('');
      begun = [];
      chars = 0;
    }
  }
  if (chars > 0) throw damagedArchive('has a row that is not ended');
}

function parseRow<Table extends ArchiveTable>(table: Table, line: string): ArchiveRow<Table> {
  try {
    return archiveTables[table].parse(JSON.parse(line)) as ArchiveRow<Table>;
  } catch (error) {
    throw damagedArchive(`has a row of ${table} that is not as it must be`, error);
  }
}

/** The rows in these parts of an archive, each checked. @throws AppError invalid_request */
export async function* readArchiveRows<Table extends ArchiveTable>(table: Table, files: readonly string[], budget: UnpackBudget): AsyncGenerator<ArchiveRow<Table>> {
  for (const file of files) {
    try {
      for await (const line of linesOf(file, budget)) yield parseRow(table, line);
    } catch (error) {
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) throw damagedArchive(`has a part of ${table} that cannot be unpacked`, error);
      throw error;
    }
  }
}
