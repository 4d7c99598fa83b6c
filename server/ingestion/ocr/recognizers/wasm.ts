import { createRequire } from 'node:module';
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

/** One thread that holds the data of one language, started when first needed. */
class WasmTesseract {
  readonly #language: Language;
  #starting: Promise<Worker> | undefined;

  constructor(language: Language) {
    this.#language = language;
  }

  async recognize(image: Buffer, timeoutMs: number): Promise<string> {
    const worker = await this.#start();
    return this.#within(timeoutMs, async () => {
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
    await (await starting?.catch(() => undefined))?.terminate();
  }

  async #start(): Promise<Worker> {
    this.#starting ??= startWorker(this.#language);
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

/** A thread for each: to load another language takes longer than many a picture, and one that is hard to read is tried in both. */
const threads = { eng: new WasmTesseract('eng'), chi_sim: new WasmTesseract('chi_sim') } satisfies Record<Language, WasmTesseract>;

/** Tesseract compiled to WebAssembly, with the language data among the packages; undefined where they are not installed. */
export async function findWasmTesseract(): Promise<Recognizer | undefined> {
  if (!languages.every(languageFile)) return undefined;
  return {
    id: 'tesseract.js',
    languages,
    recognize: async (image, language, timeoutMs) => parseTsv(await threads[language].recognize(toPgm(image), timeoutMs)),
    close: async () => void (await Promise.all(languages.map((language) => threads[language].close()))),
  };
}

/** Decodes with the library for pictures that comes with it: WebP and GIF as well. */
export async function pictureToPng(picture: Buffer): Promise<Buffer> {
  return threads.eng.toPng(picture);
}

/** Where the packages keep its data; undefined where they are not installed. */
function languageFile(language: Language): string | undefined {
  const require = createRequire(import.meta.url);
  try {
    require.resolve('tesseract.js');
    const folder = path.dirname(require.resolve(`@tesseract.js-data/${language}/package.json`));
    return path.join(folder, '4.0.0_best_int', `${language}.traineddata.gz`);
  } catch {
    return undefined;
  }
}

/** The library would ask the network for data that are not in the folder it is given. */
async function startWorker(language: Language): Promise<Worker> {
  const file = languageFile(language);
  if (!file) throw new AppError('unsupported', 'No text recognition is installed', { hint: installHint });
  const { createWorker, OEM } = (await import('tesseract.js')).default;
  const timer = withTimer(startTimeoutMs);
  try {
    const started = new Promise<Worker>((resolve, reject) => {
      // A failure to start is told to the handler alone.
      const options = { langPath: path.dirname(file), cacheMethod: 'none', gzip: true, errorHandler: reject };
      createWorker(language, OEM.LSTM_ONLY, options).then(resolve, reject);
    });
    const worker = await Promise.race([started, timer.expired]);
    await worker.setParameters(parameters);
    return worker;
  } finally {
    timer.stop();
  }
}
