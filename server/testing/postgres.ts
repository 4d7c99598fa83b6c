import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

const sslRequestCode = 80_877_103;
/** The last message of every answer: its kind, its length, and the state of the transaction. */
const readyForQueryBytes = 6;
const stateIdle = 'I'.charCodeAt(0);

/** Whole messages at the front of what has arrived. The first of a connection has no kind, only a length. */
function takeMessages(bytes: Buffer, hasBegun: boolean): { messages: Buffer[]; rest: Buffer } {
  const messages: Buffer[] = [];
  let rest = bytes;
  let headBytes = hasBegun ? 1 : 0;
  while (rest.length >= headBytes + 4) {
    const length = headBytes + rest.readInt32BE(headBytes);
    if (rest.length < length) break;
    messages.push(rest.subarray(0, length));
    rest = rest.subarray(length);
    headBytes = 1;
  }
  return { messages, rest };
}

/**
 * PostgreSQL with its extension `vector`, compiled to WebAssembly, on a loopback port. It has one session, so connections
 * take turns: each has it until its transaction has ended.
 */
export async function startPostgres(): Promise<{ url: string; disconnectAll(): void } & AsyncDisposable> {
  const database = await PGlite.create({ extensions: { vector } });
  const sockets = new Set<Socket>();
  let turn: Promise<unknown> = Promise.resolve();

  async function serve(socket: Socket): Promise<void> {
    let waiting: Buffer = Buffer.alloc(0);
    let hasBegun = false;
    let endTurn: (() => void) | undefined;

    async function answer(message: Buffer): Promise<void> {
      if (!hasBegun && message.readInt32BE(4) === sslRequestCode) return void socket.write('N');
      hasBegun = true;
      if (!endTurn) {
        const before = turn;
        turn = new Promise<void>((resolve) => (endTurn = resolve));
        await before;
      }
      const reply = await database.execProtocolRaw(message);
      socket.write(reply);
      const state = reply.at(-1);
      if (reply.at(-readyForQueryBytes) !== 'Z'.charCodeAt(0) || state !== stateIdle) return;
      endTurn?.();
      endTurn = undefined;
    }

    try {
      for await (const piece of socket as AsyncIterable<Buffer>) {
        const { messages, rest } = takeMessages(Buffer.concat([waiting, piece]), hasBegun);
        waiting = rest;
        for (const message of messages) await answer(message);
      }
    } finally {
      if (endTurn) await database.execProtocolRaw(Buffer.from('Q\0\0\0\rROLLBACK\0', 'latin1')).catch(() => undefined);
      (endTurn as (() => void) | undefined)?.();
    }
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket).catch(() => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const disconnectAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `postgres://postgres@127.0.0.1:${(server.address() as AddressInfo).port}/postgres`,
    disconnectAll,
    async [Symbol.asyncDispose]() {
      disconnectAll();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}
