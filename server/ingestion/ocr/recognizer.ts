import type { GrayImage } from './gray-image.ts';

/** Simplified Chinese includes Latin letters; English alone reads those more exactly. */
export type Language = 'eng' | 'chi_sim';

export const languages: readonly Language[] = ['eng', 'chi_sim'];

export const installHint = 'Install the program tesseract with its languages eng and chi_sim, then try again.';

/** Places in pixels from the upper left corner; confidence from 0 to 100. */
export type RecognizedWord = { text: string; confidence: number; left: number; top: number; width: number; height: number };

export type RecognizedLine = { words: RecognizedWord[]; top: number; height: number };

/** Finds the text in one picture. It runs in a parser process, one picture at a time. */
export type Recognizer = {
  id: string;
  /** Those installed; at least one. */
  languages: readonly Language[];
  /** Lines in reading order. @throws AppError timed_out */
  recognize(image: GrayImage, language: Language, timeoutMs: number): Promise<RecognizedLine[]>;
  close(): Promise<void>;
};
