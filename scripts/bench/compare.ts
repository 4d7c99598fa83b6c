/** One of the ways to do the same work. `run` does it once. */
export type Side = { label: string; run(): unknown };

/** CPU seconds of this process for one run. Wall time on a shared machine tells more about the neighbours. */
export type Measured = { label: string; cpuSeconds: number };

export const rounds = 5;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Runs the sides in turn, so that what disturbs the machine disturbs them all, and takes the median of each. */
export async function compare(sides: readonly Side[]): Promise<Measured[]> {
  const seconds = sides.map(() => [] as number[]);
  for (const side of sides) await side.run();
  for (let round = 0; round < rounds; round++) {
    for (const [index, side] of sides.entries()) {
      const before = process.cpuUsage();
      await side.run();
      const { user, system } = process.cpuUsage(before);
      seconds[index]!.push((user + system) / 1e6);
    }
  }
  return sides.map(({ label }, index) => ({ label, cpuSeconds: median(seconds[index]!) }));
}

/** Every side against the first: above 1 means that the first is faster by that factor. */
export function printRatios(title: string, measured: readonly Measured[], perRun: { count: number; unit: string }): void {
  console.log(`\n${title}`);
  const [own, ...others] = measured;
  for (const { label, cpuSeconds } of measured) {
    console.log(`  ${label.padEnd(24)} ${(cpuSeconds * 1000).toFixed(1).padStart(10)} ms CPU  ${(perRun.count / cpuSeconds).toFixed(0).padStart(9)} ${perRun.unit}/s`);
  }
  for (const { label, cpuSeconds } of others) console.log(`  ${own!.label} is ${(cpuSeconds / own!.cpuSeconds).toFixed(2)}x as fast as ${label}`);
}
