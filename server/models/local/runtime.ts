import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import type { LocalModelFormat } from '#contracts/local-model';
import { AppError } from '../../platform/errors.ts';
import { installPackages } from '../../platform/install-packages.ts';

/** The prebuilt llama.cpp of a platform; on Apple's processors it uses the graphics unit. */
const llamaBuilds: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-armv7l',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64',
};
const llamaVersion = '3.22.1';
const onnxVersion = '1.30.0';
const installTimeoutMs = 15 * 60_000;

type Runtime = { name: string; folder: string; packages: readonly string[]; entry: string };

const platform = `${process.platform}-${process.arch}`;

function runtimeOf(format: LocalModelFormat): Runtime {
  if (format === 'onnx') {
    const packages = [`onnxruntime-node@${onnxVersion}`, '@huggingface/tokenizers@0.2.0'];
    return { name: 'ONNX Runtime', folder: `onnx-${onnxVersion}`, packages, entry: 'onnxruntime-node/package.json' };
  }
  const build = llamaBuilds[platform];
  if (!build) throw new AppError('unsupported', `There is no llama.cpp built for ${platform}`, { hint: 'Run the model in a server of its own, and add that as a provider.' });
  const packages = [`node-llama-cpp@${llamaVersion}`, `@node-llama-cpp/${build}@${llamaVersion}`];
  return { name: 'llama.cpp', folder: `llama-${llamaVersion}`, packages, entry: 'node-llama-cpp/package.json' };
}

const folderOf = (modelsDir: string, { folder }: Runtime) => path.join(modelsDir, '.runtime', folder);
const isInstalled = (folder: string, { entry }: Runtime) => access(path.join(folder, 'node_modules', entry)).then(() => true, () => false);

/** Folder of what runs models of a format. @throws AppError unavailable with the way to install it; unsupported */
export async function getRuntime(modelsDir: string, format: LocalModelFormat): Promise<string> {
  const runtime = runtimeOf(format);
  const folder = folderOf(modelsDir, runtime);
  if (await isInstalled(folder, runtime)) return folder;
  throw new AppError('unavailable', `${runtime.name}, which runs this model, is not installed`, {
    hint: 'npm run kb -- model install gets it; the server need not be restarted.',
  });
}

/** The package brings its library for every platform: five times what one needs. */
async function removeOtherPlatforms(folder: string): Promise<void> {
  const libraries = path.join(folder, 'node_modules/onnxruntime-node/bin');
  for (const version of await readdir(libraries).catch(() => [])) {
    for (const system of await readdir(path.join(libraries, version))) {
      const own = path.join(libraries, version, system);
      const unneeded = system === process.platform ? (await readdir(own)).filter((arch) => arch !== process.arch).map((arch) => path.join(own, arch)) : [own];
      for (const each of unneeded) await rm(each, { recursive: true, force: true });
    }
  }
}

/** Whoever installed it meanwhile was first: a model may run with that already. */
async function putInPlace(unfinished: string, folder: string, runtime: Runtime): Promise<void> {
  if (!(await isInstalled(folder, runtime))) await rm(folder, { recursive: true, force: true });
  try {
    await rename(unfinished, folder);
  } catch (error) {
    if (!(await isInstalled(folder, runtime))) throw error;
    await rm(unfinished, { recursive: true, force: true });
  }
}

/**
 * Installs what runs models of a format, unless it is there. It appears whole or not at all.
 * @param environment of npm; that of this process when left out
 * @throws AppError unavailable with the way to do it without a network; unsupported
 */
export async function installRuntime(
  modelsDir: string,
  format: LocalModelFormat,
  { environment, say = () => {} }: { environment?: NodeJS.ProcessEnv; say?(line: string): void } = {},
): Promise<string> {
  const runtime = runtimeOf(format);
  const folder = folderOf(modelsDir, runtime);
  if (await isInstalled(folder, runtime)) return folder;
  say(`Installing ${runtime.name}: ${runtime.packages.join(', ')}`);
  const unfinished = `${folder}.${randomUUID()}.part`;
  try {
    await mkdir(unfinished, { recursive: true });
    await installPackages({ folder: unfinished, packages: runtime.packages, environment, timeoutMs: installTimeoutMs });
    await removeOtherPlatforms(unfinished);
    await putInPlace(unfinished, folder, runtime);
    return folder;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(error instanceof AppError)) throw error;
    throw new AppError('unavailable', `${runtime.name} could not be installed: ${error.message}`, {
      hint: `Without a network: run "npm install --ignore-scripts --omit=optional --prefix . ${runtime.packages.join(' ')}" in an empty folder of a machine of the same kind that has one, and copy that folder to ${folder}.`,
    });
  }
}
