import type { LocalModel, LocalModelFormat, LocalModelKind } from '#contracts/local-model';
import { LocalModelKind as Kind } from '#contracts/local-model';
import { downloadModel } from '../../../server/models/local/download-model.ts';
import { inspectModel, resolveModelPath } from '../../../server/models/local/model-files.ts';
import { installRuntime } from '../../../server/models/local/runtime.ts';
import { type Command, Misused, type Run } from '../command.ts';

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

async function findModel({ api }: Run, name: string | undefined): Promise<LocalModel> {
  const { items } = await api.get<{ items: LocalModel[] }>('/api/local-models');
  const found = items.find((model) => model.name === name || model.modelId === name);
  if (found) return found;
  throw new Misused(`There is no local model named "${name ?? ''}"; there are: ${items.map((model) => model.name).join(', ') || 'none'}`);
}

/** The file or folder of a model, downloaded first where an address was given. */
async function bring({ config, given, say }: Run, source: string): Promise<string> {
  if (!/^https?:/.test(source)) return resolveModelPath(config.modelsDir, given.texts.name, source);
  const { signal } = new AbortController();
  return downloadModel({ url: source, folder: config.modelsDir, sha256: given.texts.sha256, rules: config.fetch, signal, say });
}

async function add(run: Run, source: string | undefined): Promise<number> {
  const { api, config, given, say } = run;
  if (source === undefined) throw new Misused('Say which: a GGUF file, the folder of an ONNX model, or the address of a GGUF file');
  const kind = given.texts.kind === undefined ? undefined : Kind.safeParse(given.texts.kind);
  if (kind && !kind.success) throw new Misused(`--kind is one of ${Kind.options.join(', ')}`);
  const path = await bring(run, source);
  const { format } = await inspectModel(path);
  await installRuntime(config.modelsDir, format, { say });
  const model = await api.send<LocalModel>('POST', '/api/local-models', { path, name: given.texts.name, kind: kind?.data satisfies LocalModelKind | undefined });
  const loaded = await api.send<LocalModel>('POST', `/api/local-models/${model.id}/load`);
  say(`${model.modelId}: a ${model.kind} model of ${megabytes(model.sizeBytes)}, which runs in ${megabytes(loaded.memoryBytes ?? 0)} and reads ${loaded.contextTokens} tokens`);
  return 0;
}

async function list({ api, say }: Run): Promise<number> {
  const { items } = await api.get<{ items: LocalModel[] }>('/api/local-models');
  for (const { modelId, kind, state, sizeBytes, memoryBytes, path, problem } of items) {
    say(`${modelId}  ${kind}  ${megabytes(sizeBytes)}  ${state}${memoryBytes ? ` in ${megabytes(memoryBytes)}` : ''}  ${path}`);
    if (problem) say(`  ${problem}`);
  }
  if (items.length === 0) say('There are no local models');
  return 0;
}

async function check(run: Run, name: string | undefined): Promise<number> {
  const model = await findModel(run, name);
  const loaded = await run.api.send<LocalModel>('POST', `/api/local-models/${model.id}/load`);
  run.say(`${model.modelId} loads: ${megabytes(loaded.memoryBytes ?? 0)} of memory, ${loaded.contextTokens} tokens`);
  return 0;
}

async function remove(run: Run, name: string | undefined): Promise<number> {
  const model = await findModel(run, name);
  await run.api.send('DELETE', `/api/local-models/${model.id}?deleteFiles=${model.isInModelsFolder && run.given.yes}`);
  run.say(`${model.modelId} is removed${model.isInModelsFolder ? ' with its files' : `; ${model.path} is still there`}`);
  return 0;
}

async function install({ config, say }: Run): Promise<number> {
  const formats: LocalModelFormat[] = ['gguf', 'onnx'];
  for (const format of formats) say(`Ready: ${await installRuntime(config.modelsDir, format, { say })}`);
  return 0;
}

export const model: Command = {
  name: 'model',
  summary: 'models in files of this machine: add, list, check, remove, install what runs them',
  usage: 'add <file|folder|url> [--name NAME] [--kind chat|embedding|reranker] [--sha256 HEX] | list | check <name> | remove <name> [--yes: with files in the models folder] | install',
  options: { name: { type: 'string' }, kind: { type: 'string' }, sha256: { type: 'string' } },
  startsWork: false,
  async run(run) {
    const [action, subject] = run.given.words;
    if (action === 'add') return add(run, subject);
    if (action === 'list') return list(run);
    if (action === 'check') return check(run, subject);
    if (action === 'remove') return remove(run, subject);
    if (action === 'install') return install(run);
    throw new Misused('Say add, list, check, remove or install');
  },
};
