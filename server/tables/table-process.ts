import { endWithParent } from '../platform/end-with-parent.ts';
import { messageOf } from '../platform/errors.ts';
import { readTables } from './read-tables.ts';
import type { TableRequest, TableResponse } from './table-protocol.ts';

/*
 * A process that asks table files one question at a time: whatever a question does, it does it here, and not for long.
 */
const answer = (response: TableResponse) => void process.send?.(response);

process.on('message', (request: TableRequest) => {
  answer({ type: 'begun' });
  void readTables(request).then(
    (found) => answer({ type: 'done', ...found }),
    (error: unknown) => answer({ type: 'failed', message: messageOf(error) }),
  );
});
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole group; the parent decides when this one ends.
process.on('SIGINT', () => {});
endWithParent();
