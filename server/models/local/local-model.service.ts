import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type AddLocalModel, type LocalModel, type LocalModelKind, LocalModelOptions, type UpdateLocalModel } from '#contracts/local-model';
import { digestFile } from '../../platform/durable-files.ts';
import type { Database } from '../../platform/database.ts';
import { AppError, messageOf } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ChatModel } from '../chat-model.ts';
import type { EmbeddingModel } from '../embedding-model.ts';
import type { ModelSupplier } from '../model-catalog.ts';
import { listKnowledgeBasesUsing } from '../provider.repository.ts';
import type { Reranker } from '../reranker.ts';
import { localReranker } from '../rerankers/local.ts';
import { localChat } from './local-chat.ts';
import { localEmbedding } from './local-embedding.ts';
import { deleteStoredModel, getStoredModel, insertStoredModel, listStoredModels, type StoredLocalModel, updateStoredModel } from './local-model.repository.ts';
import { findOnnxFile, inspectModel, listModelsFolder, type ModelFiles, nameOfModel, resolveModelPath } from './model-files.ts';
import { ModelRunner } from './model-runner.ts';
import { getRuntime } from './runtime.ts';

const idPrefix = 'local/';
/** Whether an id names a model in files of this machine. */
export const isLocalModelId = (id: string) => id.startsWith(idPrefix);
export const localModelIdOf = (name: string) => idPrefix + name;

/** Digests of files, by path and the time they were changed. */
const digests = new Map<string, string>();

/** The file's own digest: another file, other vectors. */
async function revisionOf({ path: place }: StoredLocalModel, { changedAtMs }: ModelFiles): Promise<string> {
  const key = `${place}@${changedAtMs}`;
  const revision = digests.get(key) ?? (await digestFile((await findOnnxFile(place)) ?? place)).sha256.slice(0, 12);
  digests.set(key, revision);
  return revision;
}

/** What is null is left to the model again. */
function changedOptions(before: LocalModelOptions, changed: NonNullable<UpdateLocalModel['options']>): LocalModelOptions {
  return LocalModelOptions.parse(Object.fromEntries(Object.entries({ ...before, ...changed }).filter(([, value]) => value !== null)));
}

/** The models in files of this machine, and the processes they run in. */
export class LocalModels implements AsyncDisposable {
  readonly #runners = new Map<string, ModelRunner>();

  constructor(private readonly context: { database: Database; modelsDir: string; log: Logger }) {}

  /** Those that were added, and those that lie in the models folder. */
  async list(): Promise<LocalModel[]> {
    return Promise.all((await this.#listStored()).map((model) => this.#present(model)));
  }

  async get(id: string): Promise<LocalModel> {
    return this.#present(await getStoredModel(this.context.database, id));
  }

  /** @throws AppError invalid_request when the files are none of a model, conflict when the name is taken */
  async add({ path: given, name, kind, options }: AddLocalModel): Promise<LocalModel> {
    const place = await resolveModelPath(this.context.modelsDir, name, given);
    const files = await inspectModel(place);
    const known = (await this.#listStored()).find((model) => model.path === place);
    if (known) return this.update(known.id, { name, kind, options });
    const fields = { name: name ?? nameOfModel(place), kind: kind ?? files.kind, path: place, options: LocalModelOptions.parse(options) };
    return this.#present(await insertStoredModel(this.context.database, fields));
  }

  async update(id: string, { name, kind, options }: UpdateLocalModel): Promise<LocalModel> {
    const stored = await getStoredModel(this.context.database, id);
    if ((name ?? stored.name) !== stored.name || (kind ?? stored.kind) !== stored.kind) await this.#refuseWhileNeeded(stored);
    const fields = { name, kind, options: options && changedOptions(stored.options, options) };
    const changed = await updateStoredModel(this.context.database, id, fields);
    await this.stop(id);
    return this.#present(changed);
  }

  /** @throws AppError conflict while a knowledge base needs it, and for files in the models folder that are to be kept: there they would be found again */
  async remove(id: string, { deleteFiles }: { deleteFiles: boolean }): Promise<void> {
    const model = await getStoredModel(this.context.database, id);
    const isFound = this.#isInModelsFolder(model);
    if (isFound && !deleteFiles) {
      throw new AppError('conflict', `${model.name} lies in the models folder`, { hint: `Remove it with its files, or move ${model.path} elsewhere.` });
    }
    await this.#refuseWhileNeeded(model);
    await this.stop(id);
    if (isFound) await rm(model.path, { recursive: true, force: true });
    await deleteStoredModel(this.context.database, id);
  }

  /** Loads it now, so that the first question need not wait. */
  async load(id: string, signal: AbortSignal): Promise<LocalModel> {
    const model = await getStoredModel(this.context.database, id);
    await (await this.#runner(model)).load(signal);
    return this.#present(model);
  }

  /** Ends its process; what it was just asked fails. The next question loads it again. */
  async stop(id: string): Promise<void> {
    const runner = this.#runners.get(id);
    this.#runners.delete(id);
    await runner?.stop();
  }

  processIdOf(id: string): number | undefined {
    return this.#runners.get(id)?.processId;
  }

  readonly chatModels: ModelSupplier<ChatModel> = this.#supply('chat', async (runner, id, { contextTokens }) => localChat(runner, id, contextTokens));

  readonly embeddingModels: ModelSupplier<EmbeddingModel> = this.#supply('embedding', async (runner, id, files) =>
    localEmbedding(runner, id, await revisionOf(runner.model, files)),
  );

  readonly rerankers: ModelSupplier<Reranker> = this.#supply('reranker', async (runner, id) => localReranker(runner, id));

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#runners.values()].map((runner) => runner.stop()));
    this.#runners.clear();
  }

  /** Files that were laid into the models folder become models by themselves. */
  async #listStored(): Promise<StoredLocalModel[]> {
    const { database, modelsDir, log } = this.context;
    const stored = await listStoredModels(database);
    for (const place of await listModelsFolder(modelsDir)) {
      if (stored.some((model) => model.path === place)) continue;
      try {
        const { kind } = await inspectModel(place);
        const name = nameOfModel(place);
        stored.push(await insertStoredModel(database, { name, kind, path: place, options: LocalModelOptions.parse({}) }));
      } catch (error) {
        log.warn({ file: path.basename(place), problem: messageOf(error) }, 'A file in the models folder is passed over');
      }
    }
    return stored;
  }

  #supply<Plug>(kind: LocalModelKind, make: (runner: ModelRunner, id: string, files: ModelFiles) => Promise<Plug>): ModelSupplier<Plug> {
    const listIds = async () => (await this.#listStored()).filter((model) => model.kind === kind).map(({ name }) => localModelIdOf(name));
    return {
      listIds,
      find: async (id) => {
        if (!isLocalModelId(id)) return undefined;
        const model = (await this.#listStored()).find((each) => each.kind === kind && localModelIdOf(each.name) === id);
        if (!model) return undefined;
        const files = await inspectModel(model.path).catch((error: unknown) => Promise.reject(withoutFiles(model, error)));
        return make(await this.#runner(model), id, files);
      },
    };
  }

  async #runner(model: StoredLocalModel): Promise<ModelRunner> {
    const existing = this.#runners.get(model.id);
    if (existing) return existing;
    const { format } = await inspectModel(model.path);
    const { modelsDir, log } = this.context;
    const runner = this.#runners.get(model.id) ?? new ModelRunner({ ...model, format }, () => getRuntime(modelsDir, format), log);
    this.#runners.set(model.id, runner);
    return runner;
  }

  /** Its vectors could not be asked any more. */
  async #refuseWhileNeeded({ name }: StoredLocalModel): Promise<void> {
    const needing = await listKnowledgeBasesUsing(this.context.database, [localModelIdOf(name)]);
    if (needing.length === 0) return;
    throw new AppError('conflict', `${name} made the vectors of ${needing.join(', ')}`, { hint: 'Choose another embedding model there first.', knowledgeBases: needing });
  }

  #isInModelsFolder({ path: place }: StoredLocalModel): boolean {
    return path.dirname(place) === path.resolve(this.context.modelsDir);
  }

  async #present(model: StoredLocalModel): Promise<LocalModel> {
    const runner = this.#runners.get(model.id);
    const shared = {
      ...model,
      modelId: localModelIdOf(model.name),
      isInModelsFolder: this.#isInModelsFolder(model),
      state: runner?.state ?? 'stopped',
      queued: runner?.queue.waitingCount ?? 0,
      memoryBytes: runner?.memoryBytes,
      contextTokens: runner?.contextTokens,
    };
    try {
      const { format, sizeBytes } = await inspectModel(model.path);
      const problem = await getRuntime(this.context.modelsDir, format).then(() => undefined, toldProblem);
      return { ...shared, format, sizeBytes, problem };
    } catch (error) {
      return { ...shared, format: model.path.endsWith('.gguf') ? 'gguf' : 'onnx', sizeBytes: 0, problem: toldProblem(error) };
    }
  }
}

function withoutFiles({ name }: StoredLocalModel, error: unknown): AppError {
  const hint = 'Put its files there again, or remove the model in Settings > Models.';
  return new AppError('unavailable', `The files of the local model "${name}" cannot be read: ${messageOf(error)}`, { hint }, { cause: error });
}

function toldProblem(error: unknown): string {
  return error instanceof AppError && error.hint ? `${error.message}. ${error.hint}` : messageOf(error);
}
