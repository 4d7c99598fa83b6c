import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './scripts/testing/slowest-first.ts';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['server/**/*.test.ts', 'web/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'web/out/**', 'web/.next/**'],
    setupFiles: ['scripts/testing/loopback-only.mjs'],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: SlowestFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});
