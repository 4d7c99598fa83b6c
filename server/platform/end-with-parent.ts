import { Worker } from 'node:worker_threads';

/** Ends this process when its parent is gone, even while what it works on keeps this thread busy for ever: another thread notices. */
export function endWithParent(): void {
  const watch = `setInterval(() => { if (process.ppid !== ${process.ppid}) process.kill(${process.pid}, 'SIGKILL'); }, 1000);`;
  new Worker(watch, { eval: true, execArgv: [], stdin: false }).unref();
}
