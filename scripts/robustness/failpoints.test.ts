import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCase } from './failpoints/run-case.ts';
import { copyScene, layOutScene } from './failpoints/scene.ts';
import type { Scene } from './failpoints/steps.ts';

let folder: string;
let scene: Scene;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-failpoints-'));
  scene = await layOutScene(path.join(folder, 'template'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Of the matrix that scripts/robustness/failpoints.ts tries in full: a disk that is full here and there, and an end in the middle of each kind of work. */
test.each([
  'files.write=enospc@3,documents.kept=enospc,embed.store=enospc,index.chunks=enospc,index.manifest=enospc,database.commit=enospc@20',
  'documents.kept=kill',
  'index.swap=kill',
])('%s: nothing is lost, and work goes on', async (specification) => {
  const dataDir = path.join(folder, specification.replace(/\W/g, '-').slice(0, 60));
  await cp(path.join(folder, 'template'), dataDir, { recursive: true });
  const { problems, reached } = await runCase(dataDir, copyScene(scene), specification);
  expect(problems).toEqual([]);
  expect(reached).toHaveLength(specification.split(',').length);
}, 120_000);
