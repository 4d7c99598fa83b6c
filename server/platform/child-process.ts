import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const typeScriptLoader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/**
 * Starts one of our TypeScript modules as a process of its own, connected by messages that may hold typed arrays.
 * The module has to end itself on `disconnect`, so that it never outlives its parent.
 * @param options.maxHeapMb limit of its JavaScript heap; memory outside of the heap is not covered by it
 * @param options.environment its environment variables; those of this process when left out
 */
export function forkModule(module: URL, options: { maxHeapMb?: number; environment?: NodeJS.ProcessEnv } = {}): ChildProcess {
  const heapLimit = options.maxHeapMb === undefined ? [] : [`--max-old-space-size=${options.maxHeapMb}`];
  return fork(fileURLToPath(module), [], {
    execArgv: ['--import', typeScriptLoader, ...heapLimit],
    serialization: 'advanced',
    env: options.environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}
