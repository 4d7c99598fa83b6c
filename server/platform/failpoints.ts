/**
 * Named places before and after each durable step, where a test can make the process fail:
 * FAILPOINTS="files.rename=kill,index.save=enospc@2" kills at the first rename and fails the second save.
 * Without the variable a failpoint is one map look-up.
 */
type Effect = 'throw' | 'kill' | 'enospc' | 'eio';
type Armed = { effect: Effect; hitsLeft: number };

const armed = new Map<string, Armed>();
let announce: (name: string) => void = () => {};

/**
 * @param specification comma-separated `name=effect` or `name=effect@nth`, as in the variable FAILPOINTS
 * @param onHit told the name just before the effect
 */
export function armFailpoints(specification: string | undefined, onHit: (name: string) => void = () => {}): void {
  armed.clear();
  announce = onHit;
  for (const part of (specification ?? '').split(',').filter(Boolean)) {
    const match = /^([\w.-]+)=(throw|kill|enospc|eio)(?:@(\d+))?$/.exec(part.trim());
    if (!match) throw new Error(`FAILPOINTS: cannot read "${part}"`);
    armed.set(match[1]!, { effect: match[2] as Effect, hitsLeft: Number(match[3] ?? 1) });
  }
}

export function failpoint(name: string): void {
  const point = armed.get(name);
  if (!point || --point.hitsLeft > 0) return;
  armed.delete(name);
  announce(name);
  if (point.effect === 'kill') process.kill(process.pid, 'SIGKILL');
  if (point.effect === 'enospc') throw Object.assign(new Error(`ENOSPC: no space left on device (${name})`), { code: 'ENOSPC' });
  if (point.effect === 'eio') throw Object.assign(new Error(`EIO: i/o error (${name})`), { code: 'EIO' });
  throw new Error(`failpoint ${name}`);
}
