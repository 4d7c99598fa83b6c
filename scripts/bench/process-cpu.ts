import { readFile } from 'node:fs/promises';

/** Clock ticks a second, as Linux reports times to programs whatever the kernel counts in. */
const ticksPerSecond = 100;

/** User and system time of a process and of its children that have ended (proc(5): utime, stime, cutime, cstime). */
async function ticksOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
}

/** CPU seconds used so far by a process and its children, ended ones as well. Linux only. */
export async function processCpuSeconds(pid: number): Promise<number> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).split(' ').filter(Boolean).map(Number);
  const ticks = await Promise.all([pid, ...children].map(ticksOf));
  return ticks.reduce((sum, each) => sum + each, 0) / ticksPerSecond;
}
