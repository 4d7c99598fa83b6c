import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { createAppServer } from './app-server.ts';

test('requests and responses keep the prototypes that they begin with, and are what Express makes of them', async () => {
  const app = express();
  app.get('/', (request, response) => void response.json({ asks: request.get('X-Asks') }));
  const server = createAppServer(app);
  const prototypes: unknown[] = [];
  const note = (request: object, response: object) => void prototypes.push(Object.getPrototypeOf(request), Object.getPrototypeOf(response));
  server.prependListener('request', note).on('request', note);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { headers: { 'X-Asks': 'Anna' } });
    expect(await answer.json()).toEqual({ asks: 'Anna' });
    expect([prototypes[2] === prototypes[0], prototypes[3] === prototypes[1]]).toEqual([true, true]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
