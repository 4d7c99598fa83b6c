import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { LocalModelFormat, LocalModelKind } from '#contracts/local-model';
import { AppError } from '../../platform/errors.ts';
import { type GgufHeader, readGgufHeader } from './gguf/gguf-file.ts';

const maxConfigBytes = 1024 * 1024;
/** Pooling by which a model ranks pairs instead of giving a vector; `enum llama_pooling_type`. */
const rankPooling = 4;
const onnxFiles = ['model.onnx', 'onnx/model.onnx'];
const foundLimit = 200;

/** What lies at a path. */
export type ModelFiles = {
  format: LocalModelFormat;
  kind: LocalModelKind;
  sizeBytes: number;
  /** How much it was made to read at once, where the files tell. */
  contextTokens: number | undefined;
  /** Changes with the files. */
  changedAtMs: number;
};

const isThere = (file: string) => stat(file).then((found) => found, () => undefined);

/** The ONNX file of a folder, which some publishers put one level deeper. */
export async function findOnnxFile(folder: string): Promise<string | undefined> {
  for (const name of onnxFiles) if ((await isThere(path.join(folder, name)))?.isFile()) return path.join(folder, name);
  return undefined;
}

function kindOfGguf({ architecture, metadata }: GgufHeader): LocalModelKind {
  const pooling = metadata.get(`${architecture}.pooling_type`);
  if (pooling === rankPooling) return 'reranker';
  return (typeof pooling === 'number' && pooling > 0) || architecture.includes('bert') ? 'embedding' : 'chat';
}

export async function readJson(file: string): Promise<Record<string, unknown>> {
  const found = await isThere(file);
  if (!found) return {};
  if (found.size > maxConfigBytes) throw new AppError('invalid_request', `${path.basename(file)} is larger than 1 MB`, { field: 'path' });
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    throw new AppError('invalid_request', `${path.basename(file)} is no JSON`, { field: 'path', hint: 'Download the folder again.' }, { cause: error });
  }
}

async function inspectFolder(folder: string): Promise<ModelFiles> {
  const file = await findOnnxFile(folder);
  if (!file || !(await isThere(path.join(folder, 'tokenizer.json')))) {
    throw new AppError('invalid_request', `${path.basename(folder)} holds no model.onnx with a tokenizer.json beside it`, {
      field: 'path',
      hint: 'Name a GGUF file, or the folder of a model that was exported to ONNX.',
    });
  }
  const { size, mtimeMs } = await stat(file);
  const config = await readJson(path.join(folder, 'config.json'));
  const isRanker = JSON.stringify(config.architectures ?? '').includes('SequenceClassification');
  const contextTokens = typeof config.max_position_embeddings === 'number' ? config.max_position_embeddings : undefined;
  return { format: 'onnx', kind: isRanker ? 'reranker' : 'embedding', sizeBytes: size, contextTokens, changedAtMs: mtimeMs };
}

const inspected = new Map<string, ModelFiles>();

/** What model lies there, from its own description. @throws AppError invalid_request when there is none, or it is not whole */
export async function inspectModel(file: string): Promise<ModelFiles> {
  const found = await isThere(file);
  if (!found) throw new AppError('invalid_request', `There is nothing at ${file}`, { field: 'path', hint: 'Put the files of the model there, or name a GGUF file or a folder of this machine.' });
  if (found.isDirectory()) return inspectFolder(file);
  const known = inspected.get(file);
  if (known?.sizeBytes === found.size && known.changedAtMs === found.mtimeMs) return known;
  const header = await readGgufHeader(file);
  const contextTokens = header.metadata.get(`${header.architecture}.context_length`);
  const files: ModelFiles = {
    format: 'gguf',
    kind: kindOfGguf(header),
    sizeBytes: found.size,
    contextTokens: typeof contextTokens === 'number' ? contextTokens : undefined,
    changedAtMs: found.mtimeMs,
  };
  inspected.set(file, files);
  return files;
}

/** The path as given; then by the model's name, the path, and its last part in the models folder. */
export async function resolveModelPath(modelsDir: string, name: string | undefined, given: string): Promise<string> {
  const inFolder = [name, given, path.basename(given)].filter((each) => each !== undefined).map((each) => path.resolve(modelsDir, each));
  const places = path.isAbsolute(given) ? [given, ...inFolder] : inFolder;
  for (const place of places) if (await isThere(place)) return place;
  throw new AppError('invalid_request', `There is nothing at ${places[0]}`, { field: 'path', hint: `Put the file into ${modelsDir}, or name its full path.` });
}

export const nameOfModel = (file: string) => path.basename(file).replace(/\.gguf$/i, '');

/** Models laid into the folder: GGUF files, and folders with an ONNX model. Names that begin with a dot are passed over. */
export async function listModelsFolder(modelsDir: string): Promise<string[]> {
  const entries = await readdir(modelsDir, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const { name } of entries.filter((entry) => !entry.name.startsWith('.')).slice(0, foundLimit)) {
    const place = path.join(modelsDir, name);
    if (/\.gguf$/i.test(name) || (await findOnnxFile(place))) found.push(place);
  }
  return found.sort();
}
