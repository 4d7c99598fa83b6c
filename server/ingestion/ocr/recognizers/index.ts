import { languages, type Recognizer } from '../recognizer.ts';
import { findTesseractProgram } from './program.ts';
import { findWasmTesseract } from './wasm.ts';

let finding: Promise<Recognizer | undefined> | undefined;

/** The recogniser of this process: the program where it knows all languages, being faster, else the one among the packages. */
export function findRecognizer(): Promise<Recognizer | undefined> {
  finding ??= find();
  return finding;
}

async function find(): Promise<Recognizer | undefined> {
  const program = await findTesseractProgram();
  if (program && program.languages.length === languages.length) return program;
  return (await findWasmTesseract()) ?? program;
}
