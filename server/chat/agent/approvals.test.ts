import { expect, test } from 'vitest';
import { createApprovals } from './approvals.ts';

const never = new AbortController().signal;

test('nobody decides: the call expires, and cannot be decided any more', async () => {
  const approvals = createApprovals(5);
  expect(await approvals.wait('t', 'c', never)).toBe('expired');
  expect(() => approvals.decide('t', 'c', 'allow')).toThrow('No call c waits');
});

test('a decision reaches the one call it is for', async () => {
  const approvals = createApprovals();
  const first = approvals.wait('t1', 'c', never);
  const second = approvals.wait('t2', 'c', never);
  approvals.decide('t2', 'c', 'refuse');
  approvals.decide('t1', 'c', 'allow');
  expect(await Promise.all([first, second])).toEqual(['allow', 'refuse']);
});

test('stopping the turn ends the wait', async () => {
  const approvals = createApprovals();
  const stop = new AbortController();
  const waiting = approvals.wait('t', 'c', stop.signal);
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  expect(() => approvals.decide('t', 'c', 'allow')).toThrow();
});
