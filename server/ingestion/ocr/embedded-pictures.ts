import { AppError } from '../../platform/errors.ts';
import type { Container } from '../container.ts';
import type { LoadWorkspace } from '../document-loader.ts';
import { LineJoiner } from '../pdf/line-joiner.ts';
import { toParagraphs } from '../pdf/paragraphs.ts';
import { PictureReader } from './picture-reader.ts';
import { regionsOf } from './picture-regions.ts';
import { decodePicture } from './pictures/decode-picture.ts';
import { installHint } from './recognizer.ts';
import { findRecognizer } from './recognizers/index.ts';

const maxPictures = 50;
const pictureTimeoutMs = 15_000;
const totalTimeoutMs = 5 * 60_000;
/** Icons, bullets and rules are smaller. */
const minBytes = 1_000;
const minPixels = 15_000;
/** Less sure text is what drawings and photographs are taken for. */
const minConfidence = 60;
const minChars = 4;

/** Recognises text in the pictures of one document, each picture once. */
export class EmbeddedPictures {
  readonly #container: Container;
  readonly #workspace: LoadWorkspace;
  readonly #seen = new Set<string>();
  readonly #deadline = performance.now() + totalTimeoutMs;
  #reader: PictureReader | undefined;
  #recognised = 0;
  #leftOut = 0;
  #unavailable = 0;

  constructor(container: Container, workspace: LoadWorkspace) {
    this.#container = container;
    this.#workspace = workspace;
  }

  /** The text in a picture that is a part of the container; empty where there is none, or it was asked for before. */
  async textOf(part: string): Promise<string> {
    if (this.#seen.has(part)) return '';
    this.#seen.add(part);
    const bytes = await this.#container.readBytes(part);
    if (bytes.length < minBytes) return '';
    const recognizer = await findRecognizer();
    if (!recognizer) this.#unavailable++;
    else if (this.#recognised >= maxPictures || performance.now() > this.#deadline) this.#leftOut++;
    else return this.#recognize(bytes, (this.#reader ??= new PictureReader(recognizer, pictureTimeoutMs)));
    return '';
  }

  /** Texts by the name a document calls its pictures by. @param parts names of parts by those names */
  async textsOf(parts: ReadonlyMap<string, string>): Promise<Map<string, string>> {
    const texts = new Map<string, string>();
    for (const [name, part] of parts) {
      const text = await this.textOf(part);
      if (text !== '') texts.set(name, text);
    }
    return texts;
  }

  notes(): string[] {
    const notes: string[] = [];
    if (this.#leftOut > 0) notes.push(`Text in ${this.#leftOut} pictures was not recognised: it is for at most ${maxPictures} pictures of a document`);
    if (this.#unavailable > 0) notes.push(`Text in ${this.#unavailable} pictures was not recognised: no text recognition is installed. ${installHint}`);
    return notes;
  }

  /** A picture that is damaged, of an unknown kind or too much work costs its own text only. */
  async #recognize(bytes: Buffer, reader: PictureReader): Promise<string> {
    try {
      for await (const { image } of decodePicture(bytes, 1)) {
        if (image.width * image.height < minPixels) return '';
        this.#recognised++;
        const picture = await reader.read(image);
        if (!picture || picture.confidence < minConfidence) return '';
        const lines = regionsOf(picture, 1).map((region) => toParagraphs(region.lines));
        const joiner = new LineJoiner(lines.flat().flatMap((paragraph) => paragraph.lines.map(({ text }) => text)));
        const text = lines.flat().map((paragraph) => joiner.join(paragraph.lines.map((line) => line.text))).join('\n');
        return (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < minChars ? '' : text;
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    } finally {
      this.#workspace.advance();
    }
    return '';
  }
}
