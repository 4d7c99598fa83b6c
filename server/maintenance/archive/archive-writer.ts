import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { type Manifest, manifestName, rowsName } from './format.ts';

const compress = promisify(gzip);
/** Rows are compressed and written when there are this many characters of them, so memory does not grow with the archive. */
const charsPerPart = 4 * 1024 * 1024;

/** Writes a tar as its content comes. Whoever reads `stream` sets the pace. */
export class ArchiveWriter {
  readonly stream = pack();
  readonly #entries: Manifest['entries'] = [];
  readonly #rows: Record<string, number> = {};

  /** @returns the SHA-256 of the content, in hexadecimal */
  async addBytes(name: string, content: Buffer): Promise<string> {
    const sha256 = createHash('sha256').update(content).digest('hex');
    await new Promise<void>((resolve, reject) => {
      this.stream.entry({ name, size: content.length }, content, (error) => (error ? reject(error) : resolve()));
    });
    this.#entries.push({ name, bytes: content.length, sha256 });
    return sha256;
  }

  /** @returns the SHA-256 of the content, in hexadecimal */
  async addFile(name: string, file: string): Promise<string> {
    const { size } = await stat(file);
    const hash = createHash('sha256');
    const meter = new Transform({
      transform(piece: Buffer, _encoding, done) {
        hash.update(piece);
        done(null, piece);
      },
    });
    await pipeline(createReadStream(file), meter, this.stream.entry({ name, size }));
    const sha256 = hash.digest('hex');
    this.#entries.push({ name, bytes: size, sha256 });
    return sha256;
  }

  async addRows(scope: string, table: string, rows: AsyncIterable<object>): Promise<void> {
    let lines: string[] = [];
    let chars = 0;
    let part = 0;
    let count = 0;
    const flush = async () => {
      if (lines.length === 0) return;
      const content = await compress(`${lines.join('\n')}\n`, { level: constants.Z_BEST_SPEED });
      lines = [];
      chars = 0;
      await this.addBytes(rowsName(scope, table, ++part), content);
    };
    for await (const row of rows) {
      const line = JSON.stringify(row);
      if (chars > 0 && chars + line.length > charsPerPart) await flush();
      lines.push(line);
      chars += line.length;
      count += 1;
    }
    await flush();
    this.#rows[`${scope}/${table}`] = count;
  }

  /** The manifest comes last: without it an archive is not whole. */
  async finish(damagedOriginals: readonly string[]): Promise<void> {
    const manifest: Manifest = { entries: [...this.#entries], rows: this.#rows, damagedOriginals: [...damagedOriginals] };
    await this.addBytes(manifestName, Buffer.from(JSON.stringify(manifest)));
    this.stream.finalize();
  }
}
