import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A chat model that says a word every `intervalMs`, `words` times, whatever it is asked: node --import tsx paced-model.ts WORDS INTERVAL_MS */
const [words = 50, intervalMs = 100] = process.argv.slice(2).map(Number);

async function speak(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  for (let word = 0; word < words && !response.destroyed; word++) {
    await pause(intervalMs);
    // The first word tells when it was said.
    const content = word === 0 ? `word0@${performance.timeOrigin + performance.now()} ` : `word${word} `;
    response.write(`data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content } }] })}\n\n`);
  }
  response.end(`data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`);
}

const server = createServer((request, response) => {
  request.resume();
  speak(response).catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
