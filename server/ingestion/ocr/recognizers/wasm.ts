import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PSM, type Worker, type WorkerParams } from 'tesseract.js';
import { AppError, messageOf } from '../../../platform/errors.ts';
import { toPgm } from '../gray-image.ts';
import { installHint, languages, type Language, type Recognizer } from '../recognizer.ts';
import { parseTsv } from '../tsv.ts';

const startTimeoutMs = 30_000;
const decodeTimeoutMs = 20_000;
/** Its remarks about each picture are nobody's concern. */
const parameters: Partial<WorkerParams> = { tessedit_pageseg_mode: PSM.AUTO, debug_file: '/dev/null' };
const dataUrlStart = 'data:image/png;base64,';

/** One thread that holds the data of one language at a time, started when first needed. */
class WasmTesseract {
  #starting: Promise<Worker> | undefined;
  #language: Language | undefined;

  async recognize(image: Buffer, language: Language, timeoutMs: number): Promise<string> {
    const worker = await this.#start();
    return this.#within(timeoutMs, async () => {
      if (this.#language !== language) {
        await worker.reinitialize(language);
        await worker.setParameters(parameters);
      }
      this.#language = language;
      const { data } = await worker.recognize(image, {}, { text: false, tsv: true });
      return data.tsv ?? '';
    });
  }

  async toPng(picture: Buffer): Promise<Buffer> {
    const worker = await this.#start();
    return this.#within(decodeTimeoutMs, async () => {
      const { data } = await worker.recognize(picture, {}, { text: false, imageColor: true });
      return Buffer.from(data.imageColor?.slice(dataUrlStart.length) ?? '', 'base64');
    });
  }

  /** Ends the thread, also while it works; the next picture starts another. */
  async close(): Promise<void> {
    const starting = this.#starting;
    this.#starting = undefined;
    this.#language = undefined;
    await (await starting?.catch(() => undefined))?.terminate();
  }

  async #start(): Promise<Worker> {
    this.#starting ??= startWorker();
    try {
      return await this.#starting;
    } catch (error) {
      this.#starting = undefined;
      throw error;
    }
  }

  async #within<Result>(timeoutMs: number, work: () => Promise<Result>): Promise<Result> {
    const timer = withTimer(timeoutMs);
    try {
      return await Promise.race([work(), timer.expired]);
    } catch (error) {
      await this.close();
      if (error instanceof AppError) throw error;
      throw new AppError('unsupported', `The picture cannot be recognised: ${messageOf(error)}`, { hint: 'Save it as PNG and upload that.' });
    } finally {
      timer.stop();
    }
  }
}

function withTimer(timeoutMs: number): { expired: Promise<never>; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    const error = new AppError('timed_out', `Recognising took longer than ${Math.round(timeoutMs / 1000)} s`);
    timer = setTimeout(() => reject(error), Math.max(0, timeoutMs));
  });
  return { expired, stop: () => clearTimeout(timer) };
}

const shared = new WasmTesseract();

/** Tesseract compiled to WebAssembly, with the language data among the packages; undefined where they are not installed. */
export async function findWasmTesseract(): Promise<Recognizer | undefined> {
  if (!languageFiles()) return undefined;
  return {
    id: 'tesseract.js',
    languages,
    recognize: async (image, language, timeoutMs) => parseTsv(await shared.recognize(toPgm(image), language, timeoutMs)),
    close: () => shared.close(),
  };
}

/** Decodes with the library for pictures that comes with it: WebP and GIF as well. */
export async function pictureToPng(picture: Buffer): Promise<Buffer> {
  return shared.toPng(picture);
}

/** Where the packages keep their data, by language. */
function languageFiles(): string[] | undefined {
  const require = createRequire(import.meta.url);
  try {
    require.resolve('tesseract.js');
    return languages.map((language) => {
      const folder = path.dirname(require.resolve(`@tesseract.js-data/${language}/package.json`));
      return path.join(folder, '4.0.0_best_int', `${language}.traineddata.gz`);
    });
  } catch {
    return undefined;
  }
}

/** The library reads its languages from one folder, and would ask the network for what is not there. */
async function startWorker(): Promise<Worker> {
  const files = languageFiles();
  if (!files) throw new AppError('unsupported', 'No text recognition is installed', { hint: installHint });
  const { createWorker, OEM } = (await import('tesseract.js')).default;
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-ocr-'));
  const timer = withTimer(startTimeoutMs);
  try {
    for (const file of files) await copyFile(file, path.join(folder, path.basename(file)));
    const started = new Promise<Worker>((resolve, reject) => {
      // A failure to start is told to the handler alone.
      const options = { langPath: folder, cacheMethod: 'none', gzip: true, errorHandler: reject };
      createWorker([...languages], OEM.LSTM_ONLY, options).then(resolve, reject);
    });
    return await Promise.race([started, timer.expired]);
  } finally {
    timer.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
