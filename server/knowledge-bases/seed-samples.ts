import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { CreateKnowledgeBase } from '#contracts/knowledge-base';
import type { AppContext } from '../context.ts';
import { addDocument } from '../ingestion/add-document.ts';
import type { Principal } from '../platform/principal.ts';
import { createKnowledgeBase } from './knowledge-base.service.ts';

const samplesName = 'Samples · 示例';
const seededKey = 'samplesSeeded';

/** On the very first start, a knowledge base to ask something at once. Deleted, it does not come back. */
export async function seedSamples(context: AppContext, principal: Principal, samplesDir: string): Promise<void> {
  const { client } = context.database;
  if (await client.setting.findUnique({ where: { key: seededKey } })) return;
  if ((await client.knowledgeBase.count()) === 0) {
    const input = CreateKnowledgeBase.parse({ name: samplesName, description: 'Documents to try Lectern with. 用来试用 Lectern 的文档。' });
    const { id } = await createKnowledgeBase(context, principal, input);
    const names = (await readdir(samplesDir)).filter((name) => name !== 'questions.json').sort();
    for (const name of names) {
      const file = await context.files.receive(createReadStream(path.join(samplesDir, name)), { maxBytes: context.config.maxUploadBytes, signal: AbortSignal.timeout(30_000) });
      await addDocument(context, { knowledgeBaseId: id, name }, file, 'refuse');
    }
  }
  await context.database.write((transaction) => transaction.setting.create({ data: { key: seededKey, value: 'true' } }));
}
