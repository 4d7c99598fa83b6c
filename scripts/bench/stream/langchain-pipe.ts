import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ChatOpenAI } from '@langchain/openai';

/** The model's answer as LangChain streams it, passed on as server-sent events: nothing is searched, nothing stored. node --import tsx langchain-pipe.ts MODEL_URL */
const [url] = process.argv.slice(2);
const model = new ChatOpenAI({ model: 'paced', apiKey: 'none', configuration: { baseURL: `${url}/v1` }, maxRetries: 0 });

const server = createServer((request, response) => {
  void (async () => {
    const question = await text(request);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for await (const { content } of await model.stream([{ role: 'user', content: question }])) {
      response.write(`data: ${JSON.stringify({ type: 'text-delta', delta: content })}\n\n`);
    }
    response.end();
  })().catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
