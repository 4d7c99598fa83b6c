import { AppError } from '../../platform/errors.ts';
import { isBlank, scaled, turned, type GrayImage } from './gray-image.ts';
import type { Language, RecognizedLine, Recognizer } from './recognizer.ts';
import { confidenceOf, readableLines } from './readable-lines.ts';
import { maxRecognizedPixels } from './pictures/decode-picture.ts';

/** What was recognised, in the pixels of the picture as it was turned and scaled for that. */
export type ReadPicture = {
  lines: RecognizedLine[];
  /** Mean of all characters, 0..100. */
  confidence: number;
  /** Size of the picture that was given. */
  width: number;
  height: number;
  /** Turns clockwise by 90 degrees that set its text upright. */
  quarters: number;
  /** Pixels recognised for each pixel given. */
  scale: number;
};

/** Screenshots and the like: their letters are too small for the recogniser, which wants 20 pixels and more for an x. */
const smallPixels = 1.2e6;
const smallScale = 2;
/** Surer than this, no other language or turn is tried. */
const sureConfidence = 80;
const minHanShare = 0.3;
/** Less sure than this, the picture may lie on its side. */
const uprightConfidence = 60;
/** Another turn has to be so much surer. */
const turnGain = 10;
const turnTrialPixels = 2e6;

/** Reads one picture after the other; the language and the turn of one are tried first on the next. */
export class PictureReader {
  readonly #recognizer: Recognizer;
  readonly #timeoutMs: number;
  #language: Language;
  #quarters = 0;

  /** @param timeoutMs for all that is tried on one picture */
  constructor(recognizer: Recognizer, timeoutMs: number) {
    this.#recognizer = recognizer;
    this.#timeoutMs = timeoutMs;
    this.#language = recognizer.languages[0]!;
  }

  /** undefined where there is nothing to be read. @throws AppError timed_out */
  async read(picture: GrayImage): Promise<ReadPicture | undefined> {
    if (isBlank(picture)) return undefined;
    const deadline = performance.now() + this.#timeoutMs;
    const scale = scaleOf(picture);
    const image = scaled(picture, scale);
    let best = await this.#recognizeSurest(turned(image, this.#quarters), deadline);
    if (best.confidence < uprightConfidence) best = await this.#tryTurns(image, best, deadline);
    const lines = readableLines(best.lines);
    if (lines.length === 0) return undefined;
    return { lines, confidence: confidenceOf(lines), width: picture.width, height: picture.height, quarters: this.#quarters, scale };
  }

  /** In the language of the picture before; where that is not sure, also in the other. */
  async #recognizeSurest(image: GrayImage, deadline: number): Promise<Recognition> {
    const first = await this.#recognize(image, this.#language, deadline);
    const other = this.#recognizer.languages.find((language) => language !== this.#language);
    if (isSure(first, this.#language) || !other) return first;
    const second = await this.#recognize(image, other, deadline);
    if (second.confidence <= first.confidence) return first;
    this.#language = other;
    return second;
  }

  /** Tries the other turns on a small copy, and reads the picture anew where one is surer. Out of time, what was read before counts. */
  async #tryTurns(image: GrayImage, before: Recognition, deadline: number): Promise<Recognition> {
    const language = this.#language;
    const quartersBefore = this.#quarters;
    const small = scaled(image, Math.min(1, Math.sqrt(turnTrialPixels / (image.width * image.height))));
    try {
      for (const quarters of [0, 1, 2, 3].filter((candidate) => candidate !== quartersBefore)) {
        const trial = await this.#recognizeSurest(turned(small, quarters), deadline);
        if (trial.confidence < Math.max(uprightConfidence, before.confidence + turnGain)) continue;
        const whole = await this.#recognizeSurest(turned(image, quarters), deadline);
        this.#quarters = quarters;
        return whole;
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'timed_out') throw error;
    }
    this.#language = language;
    return before;
  }

  async #recognize(image: GrayImage, language: Language, deadline: number): Promise<Recognition> {
    const lines = await this.#recognizer.recognize(image, language, deadline - performance.now());
    return { lines, confidence: confidenceOf(lines) };
  }
}

/** Of everything found, readable or not: the wrong language and the wrong turn show in what is not. */
type Recognition = { lines: RecognizedLine[]; confidence: number };

/** The data for Chinese also know Latin letters, but less exactly: what is mostly those is tried in English as well. */
function isSure({ lines, confidence }: Recognition, language: Language): boolean {
  if (confidence < sureConfidence) return false;
  const text = lines.flatMap((line) => line.words.map((word) => word.text)).join('');
  return language === 'eng' || (text.match(/\p{sc=Han}/gu)?.length ?? 0) >= minHanShare * text.length;
}

function scaleOf({ width, height }: GrayImage): number {
  const pixels = width * height;
  return pixels < smallPixels ? smallScale : Math.min(1, Math.sqrt(maxRecognizedPixels / pixels));
}
