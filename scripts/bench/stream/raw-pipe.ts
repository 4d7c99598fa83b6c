import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetch } from 'undici';

/** The least that can stand between a reader and a model: bytes in, bytes out. node --import tsx raw-pipe.ts MODEL_URL */
const [model] = process.argv.slice(2);

const server = createServer((request, response) => {
  void (async () => {
    const answer = await fetch(`${model}/v1/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    response.writeHead(answer.status, { 'content-type': 'text/event-stream' });
    for await (const bytes of answer.body!) response.write(bytes);
    response.end();
  })().catch(() => response.destroy());
  request.resume();
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
