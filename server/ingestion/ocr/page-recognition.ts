import { AppError } from '../../platform/errors.ts';
import type { LoadWorkspace } from '../document-loader.ts';
import type { GrayImage } from './gray-image.ts';
import { PictureReader, type ReadPicture } from './picture-reader.ts';
import { installHint } from './recognizer.ts';
import { findRecognizer } from './recognizers/index.ts';

/** Of one document. At three seconds for each, this many take half an hour. */
const maxRecognizedPages = 500;
const pageTimeoutMs = 30_000;
const maxPagesNamed = 20;
/** Of the mean confidence, 0..100. */
const lowConfidence = 75;

type Outcome = 'recognised' | 'textless' | 'slow' | 'beyond limit' | 'unavailable';

/** Recognises the pages of one document, and remembers what became of each. */
export class PageRecognition {
  readonly #workspace: Pick<LoadWorkspace, 'advance'>;
  readonly #pages: Record<Outcome, number[]> = { recognised: [], textless: [], slow: [], 'beyond limit': [], unavailable: [] };
  readonly #confidences: number[] = [];
  #reader: PictureReader | undefined;

  constructor(workspace: Pick<LoadWorkspace, 'advance'>) {
    this.#workspace = workspace;
  }

  /** @param page from 1 @param draw called only where the page will be recognised; undefined where it cannot be drawn */
  async read(page: number, draw: () => GrayImage | undefined): Promise<ReadPicture | undefined> {
    const recognizer = await findRecognizer();
    if (!recognizer) return this.#end(page, 'unavailable');
    if (this.#pages.recognised.length + this.#pages.slow.length >= maxRecognizedPages) return this.#end(page, 'beyond limit');
    this.#reader ??= new PictureReader(recognizer, pageTimeoutMs);
    try {
      const image = draw();
      const picture = image && (await this.#reader.read(image));
      if (!picture) return this.#end(page, 'textless');
      this.#confidences.push(picture.confidence);
      this.#end(page, 'recognised');
      return picture;
    } catch (error) {
      if (error instanceof AppError && error.code === 'timed_out') return this.#end(page, 'slow');
      throw error;
    }
  }

  /** What the curator is told. @param isPicture the document is one picture, not one of pages */
  notes(isPicture = false): string[] {
    const { recognised, textless, slow, unavailable } = this.#pages;
    const beyond = this.#pages['beyond limit'];
    const percent = Math.round(this.#confidences.reduce((sum, confidence) => sum + confidence, 0) / Math.max(1, this.#confidences.length));
    const check = percent < lowConfidence ? '; check it' : '';
    const notes: string[] = [];
    if (isPicture && recognised.length > 0 && check) notes.push(`The text was recognised with ${percent} % confidence${check}`);
    if (!isPicture && recognised.length > 0) notes.push(`${scans(recognised)}; the text was recognised with ${percent} % confidence${check}`);
    if (textless.length > 0) notes.push(`${pages(textless, 'shows', 'show')} no text that could be recognised`);
    if (slow.length > 0) notes.push(`${pages(slow, 'was', 'were')} left out: recognising the text took longer than ${pageTimeoutMs / 1000} s`);
    if (beyond.length > 0) notes.push(`${pages(beyond, 'was', 'were')} left out: the text of at most ${maxRecognizedPages} scanned pages is recognised`);
    if (unavailable.length > 0) notes.push(`${pages(unavailable, 'looks', 'look')} scanned, and no text recognition is installed. ${installHint}`);
    return notes;
  }

  /** Why a document of which nothing was recognised has no text. @param what "PDF", "picture" */
  textlessError(what: string): AppError {
    const { slow, unavailable } = this.#pages;
    if (unavailable.length > 0) {
      return new AppError('unsupported', `The ${what} holds no text but pictures of it, and no text recognition is installed`, { hint: installHint });
    }
    if (slow.length > 0) {
      return new AppError('timed_out', `Recognising the text of the ${what} took longer than ${pageTimeoutMs / 1000} s for each page`, {
        hint: 'Try again when the server has less to do, or upload a smaller copy.',
      });
    }
    return new AppError('unsupported', `No text could be recognised in the ${what}`, {
      hint: 'Check that it shows printed text in Chinese or English, upright and sharp; a scan wants at least 200 dpi.',
    });
  }

  #end(page: number, outcome: Outcome): undefined {
    this.#pages[outcome].push(page);
    if (outcome !== 'unavailable' && outcome !== 'beyond limit') this.#workspace.advance();
    return undefined;
  }
}

function scans(numbers: readonly number[]): string {
  return numbers.length === 1 ? `Page ${numbers[0]} is a scan` : `Pages ${named(numbers)} are scans`;
}

function pages(numbers: readonly number[], singular: string, plural: string): string {
  return numbers.length === 1 ? `Page ${numbers[0]} ${singular}` : `Pages ${named(numbers)} ${plural}`;
}

function named(numbers: readonly number[]): string {
  return numbers.slice(0, maxPagesNamed).join(', ') + (numbers.length > maxPagesNamed ? '...' : '');
}
