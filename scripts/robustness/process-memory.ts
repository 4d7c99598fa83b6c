import { readFile } from 'node:fs/promises';

async function statusOf(processId: number): Promise<string> {
  return readFile(`/proc/${processId}/status`, 'utf8').catch(() => '');
}

function megabytesIn(status: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024;
}

/** The most resident memory that the process ever had. */
export async function peakMemoryMb(processId: number): Promise<number> {
  return Math.round(megabytesIn(await statusOf(processId), 'VmHWM'));
}

export async function childrenOf(processId: number): Promise<number[]> {
  const children = await readFile(`/proc/${processId}/task/${processId}/children`, 'utf8').catch(() => '');
  return children.split(' ').filter(Boolean).map(Number);
}

export function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

/** Follows the children of a process: which there were, and how large the largest became. Linux only. */
export class ChildWatch implements Disposable {
  readonly seen = new Set<number>();
  largestMb = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(processId: number, everyMs = 200) {
    this.#timer = setInterval(() => void this.#look(processId), everyMs);
  }

  async #look(processId: number): Promise<void> {
    for (const child of await childrenOf(processId)) {
      this.seen.add(child);
      this.largestMb = Math.max(this.largestMb, await peakMemoryMb(child));
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
