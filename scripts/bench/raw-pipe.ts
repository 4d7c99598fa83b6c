import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The least that can stand between a reader and a model: bytes in, bytes out. node --import tsx raw-pipe.ts MODEL_URL */
const [model] = process.argv.slice(2);

const server = createServer((request, response) => {
  const upstream = send(`${model}/v1/chat/completions`, { method: 'POST', headers: request.headers }, (answer) => {
    response.writeHead(answer.statusCode!, answer.headers);
    answer.pipe(response);
  });
  upstream.on('error', () => response.destroy());
  request.pipe(upstream);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
