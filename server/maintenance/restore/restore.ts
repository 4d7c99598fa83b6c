import { AppError } from '../../platform/errors.ts';
import type { Principal } from '../../platform/principal.ts';
import { UnpackBudget } from '../archive/row-reader.ts';
import { receiveArchive, type ReceivedArchive } from './receive-archive.ts';
import { restoreKnowledgeBase, type RestoreContext, type Restored, type RestoreOptions } from './restore-knowledge-base.ts';
import { putConversations, putSettings, requireEmptySystem, verifySystem } from './restore-system.ts';
import { verifyKnowledgeBase, type VerifiedKnowledgeBase } from './verify-knowledge-base.ts';
import { damagedArchive } from '../archive/tar-reader.ts';

/** Rows are read twice, to verify and to put them back, and compress to a tenth. */
const unpackedShare = 20;

async function verify(archive: ReceivedArchive, budget: UnpackBudget): Promise<VerifiedKnowledgeBase[]> {
  const ids = archive.header.knowledgeBases.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) throw damagedArchive('names a knowledge base twice');
  const scopes = new Set([...archive.parts.keys()].map((key) => key.slice(0, key.lastIndexOf('/'))));
  const known = new Set([...ids.map((id) => `knowledge-bases/${id}`), ...(archive.header.kind === 'system' ? ['system'] : [])]);
  const isForeign = [...scopes].some((scope) => !known.has(scope)) || [...archive.originals.values()].some(({ knowledgeBaseId }) => !ids.includes(knowledgeBaseId));
  if (isForeign) throw damagedArchive('holds rows of something that its header does not name');
  const verified: VerifiedKnowledgeBase[] = [];
  for (const id of ids) verified.push(await verifyKnowledgeBase(archive, id, budget));
  return verified;
}

/**
 * Takes in the archive of a knowledge base, verifies all of it, and makes a new knowledge base of it.
 * @throws AppError invalid_request, unsupported, conflict, too_large, storage_full, cancelled; then nothing was changed
 */
export async function restoreFromArchive(context: RestoreContext, source: AsyncIterable<Buffer>, options: RestoreOptions, signal: AbortSignal): Promise<Restored> {
  await using archive = await receiveArchive(context, source, signal);
  if (archive.header.kind !== 'knowledge-base' || archive.header.knowledgeBases.length !== 1) {
    throw new AppError('unsupported', 'This is a backup of a whole system', { field: 'file', hint: 'Stop the server, set DATA_DIR to an empty folder, and run: npm run kb -- restore <file>' });
  }
  const [verified] = await verify(archive, new UnpackBudget(context.config.maxRestoreBytes * unpackedShare));
  return await restoreKnowledgeBase(context, archive, verified!, options);
}

/** Puts a whole system back into a data folder that holds nothing yet. @throws AppError as restoreFromArchive does */
export async function restoreSystem(context: RestoreContext, source: AsyncIterable<Buffer>, principal: Principal, signal: AbortSignal): Promise<Restored[]> {
  await requireEmptySystem(context);
  await using archive = await receiveArchive(context, source, signal);
  if (archive.header.kind !== 'system') throw new AppError('unsupported', 'This is a backup of a single knowledge base', { field: 'file' });
  const budget = new UnpackBudget(context.config.maxRestoreBytes * unpackedShare);
  await verifySystem(archive, budget);
  const verified = await verify(archive, budget);
  await putSettings(context, archive, budget);
  const restored: Restored[] = [];
  for (const each of verified) restored.push(await restoreKnowledgeBase(context, archive, each, { principal, keepsIds: true }));
  await putConversations(context, archive, budget);
  return restored;
}
