import { AppError, messageOf } from '../platform/errors.ts';
import type { IndexFailure, IndexInput, IndexMessage, IndexOperation, IndexOutput, IndexRequest } from './index-protocol.ts';
import { OpenIndex } from './open-index.ts';
import { vectorStores } from './vector-stores/index.ts';

/*
 * The process that owns all open vector indexes: engines block while they work, and may crash or hang on what they are
 * given. Here they do so without the server.
 */
const indexes = new Map<number, OpenIndex>();

type Operations = { [Name in IndexOperation]: (input: IndexInput<Name>) => IndexOutput<Name> | Promise<IndexOutput<Name>> };

class NotOpen extends Error {}

function getIndex(handle: number): OpenIndex {
  const index = indexes.get(handle);
  if (!index) throw new NotOpen(`No open index ${handle}`);
  return index;
}

const operations: Operations = {
  async open(input) {
    const index = await OpenIndex.open(input);
    indexes.set(input.handle, index);
    return index.sizes;
  },
  upsert: (input) => getIndex(input.handle).upsert(input),
  remove: (input) => getIndex(input.handle).remove(input),
  retain: (input) => getIndex(input.handle).retain(input),
  ids: (input) => getIndex(input.handle).ids(),
  search: (input) => getIndex(input.handle).search(input),
  save: (input) => getIndex(input.handle).save(input),
  close({ handle }) {
    indexes.get(handle)?.close();
    indexes.delete(handle);
    return {};
  },
  ping: () => ({}),
};

function say(message: IndexMessage): void {
  // A parent that has gone takes no messages; then `disconnect` ends this process.
  process.send?.(message, undefined, undefined, () => {});
}

function failureOf(error: unknown): IndexFailure {
  const code = error instanceof AppError ? error.code : error instanceof NotOpen ? 'not_open' : 'internal';
  return { code, message: messageOf(error) };
}

async function answer({ requestId, name, input }: IndexRequest): Promise<void> {
  try {
    const operation = operations[name] as (input: unknown) => unknown;
    say({ type: 'done', requestId, output: await operation(input) });
  } catch (error) {
    say({ type: 'failed', requestId, failure: failureOf(error) });
  }
}

process.on('message', (request: IndexRequest) => void answer(request));
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole group; the parent still has indexes to save before it lets go.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

const available = vectorStores.list().filter((store) => store.isAvailable());
say({ type: 'ready', engines: available.map(({ id, version }) => ({ id, version })) });
