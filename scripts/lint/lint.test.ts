import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

/** Messages for a file that would have this text and stand at this path. */
async function problemsOf(filePath: string, text: string): Promise<string> {
  const eslint = new ESLint({ overrideConfig: { languageOptions: { parserOptions: { projectService: false } }, rules: typed } });
  const [result] = await eslint.lintText(text, { filePath });
  return result!.messages.map((message) => message.message).join('\n');
}

/** Rules that read types cannot judge a file that is not there. */
const typed = Object.fromEntries(
  ['no-floating-promises', 'no-misused-promises', 'switch-exhaustiveness-check', 'consistent-type-imports'].map((rule) => [`@typescript-eslint/${rule}`, 'off' as const]),
);

test.each([
  ['server/platform/planted.ts', `import { retrieve } from '../retrieval/retrieve.ts';\nretrieve();`, 'platform must not import retrieval: imports point right only'],
  ['server/models/planted.ts', `export { ingest } from '../ingestion/ingest.ts';`, 'models must not import ingestion'],
  ['server/chat/planted.ts', `import { rows } from '../conversations/message.repository.ts';\nrows();`, 'belongs to conversations: call its service instead'],
  ['server/chat/planted.ts', `import { fakeModel } from '../testing/fake-model.ts';\nfakeModel();`, 'server/testing is for tests'],
  ['web/lib/planted.ts', `import { loadConfig } from '../../server/platform/config.ts';\nloadConfig();`, 'import from #contracts/*'],
  ['server/chat/chat.service.ts', `import express from 'express';\nexpress();`, 'declare the route in a *.routes.ts file'],
  ['server/chat/chat.service.ts', `import { PrismaClient } from '../generated/prisma/client.ts';\nnew PrismaClient();`, 'ask through the *.repository.ts'],
  ['server/retrieval/retrieve.ts', `import { Index } from 'usearch';\nnew Index();`, 'use the VectorStore interface'],
  ['server/knowledge-bases/planted.ts', `import { rm } from 'node:fs/promises';\nvoid rm;`, 'server/platform/files.ts'],
  ['server/chat/planted.ts', `export const answer = () => fetch('http://example.com');`, 'use safeFetch'],
  ['server/chat/planted.ts', `export const port = process.env.PORT;`, 'add the variable to server/platform/config.ts'],
  ['web/components/planted.tsx', `export const Raw = () => <p dangerouslySetInnerHTML={{ __html: '' }} />;`, 'Never raw HTML'],
  ['server/chat/planted.ts', `export default 1;`, 'Export by name'],
  ['server/chat/planted.ts', 'export const x = 1;\n'.repeat(251), 'Maximum allowed is 250'],
  ['server/chat/planted.ts', `// eslint-disable-next-line\nexport const x: any = 1;`, 'Unexpected any'],
])('%s: a planted violation is reported with the way out', async (file, text, message) => {
  expect(await problemsOf(file, text)).toContain(message);
});

test.each([
  ['server/chat/chat.routes.ts', `import type { Request } from 'express';\nexport type Asked = Request;`],
  ['server/chat/planted.ts', `import type { AppContext } from '../context.ts';\nexport type Needs = AppContext;`],
  ['server/chat/planted.ts', `import { getConversation } from '../conversations/conversation.service.ts';\ngetConversation();`],
  ['server/platform/config.ts', `export const port = process.env.PORT;`],
  ['server/models/openai/planted.ts', `export const answer = () => fetch('http://example.com');`],
  ['web/lib/planted.ts', `import { Chunk } from '#contracts/document';\nexport const parse = (value: unknown) => Chunk.parse(value);`],
])('%s: what is allowed passes', async (file, text) => {
  expect(await problemsOf(file, text)).toBe('');
});
