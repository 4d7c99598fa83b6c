import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SnapshotSchedule } from './snapshot-schedule.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const quietMs = 3_000;

function indexOf(size: number) {
  const index = {
    spec: { id: 'kb', dimensions: 8, vectorStore: 'exact', modelKey: 'test@1' },
    sizes: { size, memoryBytes: 0 },
    unsavedChanges: 0,
    isClosed: false,
    save: vi.fn(async () => {
      index.unsavedChanges = 0;
    }),
  };
  return index;
}

const createSchedule = () => new SnapshotSchedule(pino({ level: 'silent' }));

function change(schedule: SnapshotSchedule, index: ReturnType<typeof indexOf>, count: number): void {
  index.unsavedChanges += count;
  schedule.note(index);
}

test('a changed index is saved once it has been left alone', async () => {
  const [schedule, index] = [createSchedule(), indexOf(100)];
  change(schedule, index, 10);
  await vi.advanceTimersByTimeAsync(quietMs - 1);
  change(schedule, index, 10);
  await vi.advanceTimersByTimeAsync(quietMs - 1);
  expect(index.save).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(index.save).toHaveBeenCalledOnce();
});

test('a few changes of a large index wait for more', async () => {
  const [schedule, index] = [createSchedule(), indexOf(100_000)];
  change(schedule, index, 1_999);
  await vi.advanceTimersByTimeAsync(10 * quietMs);
  expect(index.save).not.toHaveBeenCalled();
  change(schedule, index, 1);
  await vi.advanceTimersByTimeAsync(quietMs);
  expect(index.save).toHaveBeenCalledOnce();
});

test('changes without end are saved each time a quarter of the index is new', async () => {
  const [schedule, index] = [createSchedule(), indexOf(40_000)];
  for (let round = 0; round < 40; round++) {
    change(schedule, index, 1_000);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(index.save).toHaveBeenCalledTimes(4);
});

test('what is not saved is saved at the end, and what has not changed is not', async () => {
  const [schedule, changed, unchanged] = [createSchedule(), indexOf(100_000), indexOf(100)];
  change(schedule, changed, 1);
  await schedule.finish([changed, unchanged]);
  expect(changed.save).toHaveBeenCalledOnce();
  expect(unchanged.save).not.toHaveBeenCalled();
});

test('after a save that failed, changes wait a minute before the next try', async () => {
  const [schedule, index] = [createSchedule(), indexOf(100)];
  index.save.mockRejectedValueOnce(new Error('disk full'));
  change(schedule, index, 10);
  await vi.advanceTimersByTimeAsync(quietMs);
  change(schedule, index, 10);
  await vi.advanceTimersByTimeAsync(50_000);
  expect(index.save).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(10_000);
  change(schedule, index, 10);
  await vi.advanceTimersByTimeAsync(quietMs);
  expect(index.save).toHaveBeenCalledTimes(2);
});

test('an index of a knowledge base that is deleted is not saved any more', async () => {
  const [schedule, index] = [createSchedule(), indexOf(100)];
  change(schedule, index, 10);
  schedule.forget('kb');
  await vi.advanceTimersByTimeAsync(quietMs);
  expect(index.save).not.toHaveBeenCalled();
});

test('an index that was closed meanwhile is not saved', async () => {
  const [schedule, index] = [createSchedule(), indexOf(100)];
  change(schedule, index, 10);
  index.isClosed = true;
  await vi.advanceTimersByTimeAsync(quietMs);
  expect(index.save).not.toHaveBeenCalled();
});
