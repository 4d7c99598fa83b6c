import type { Finding } from '#contracts/maintenance';
import type { KnowledgeBase as KnowledgeBaseRow } from '../../generated/prisma/client.ts';
import type { Database } from '../../platform/database.ts';
import type { FileStore } from '../../platform/files.ts';
import type { IndexCatalog } from '../../retrieval/index-catalog.ts';
import { visibleOwner } from '../restore/hidden.ts';
import { auditChunks } from './audit-chunks.ts';
import { auditIndex } from './audit-index.ts';
import { auditOriginals } from './audit-originals.ts';
import { auditStrays } from './audit-strays.ts';
import { auditTexts } from './audit-texts.ts';
import { auditVectors } from './audit-vectors.ts';

export type AuditContext = {
  database: Database;
  files: FileStore;
  /** Without it, indexes are not looked into: they are made from the rows when they are opened. */
  indexes?: IndexCatalog;
};

export type AuditOptions = { /** Reads every original. */ deep?: boolean };

export type AuditedKnowledgeBase = { knowledgeBase: KnowledgeBaseRow; originalsOnDisk: ReadonlySet<string>; /** Originals whose tables are on the disk. */ tablesOnDisk: ReadonlySet<string> };
/** Looks into one knowledge base. */
export type Audit = (context: AuditContext, audited: AuditedKnowledgeBase, options: AuditOptions) => Promise<Finding[]>;

const audits: readonly Audit[] = [auditOriginals, auditTexts, auditChunks, auditVectors, auditIndex];
const settleMs = 1_000;

async function auditOnce(context: AuditContext, options: AuditOptions): Promise<Finding[]> {
  const onDisk = new Map((await context.files.listOriginals()).map((files) => [files.knowledgeBaseId, files]));
  const findings: Finding[] = await auditStrays(context.database);
  for (const knowledgeBase of await context.database.client.knowledgeBase.findMany({ where: visibleOwner, orderBy: { createdAt: 'asc' } })) {
    const files = onDisk.get(knowledgeBase.id);
    const audited = { knowledgeBase, originalsOnDisk: new Set(files?.originalIds), tablesOnDisk: new Set(files?.tableIds) };
    for (const audit of audits) findings.push(...(await audit(context, audited, options)));
  }
  return findings;
}

/**
 * Compares rows, keyword rows, vectors, indexes and files of every knowledge base with each other, all of them, not a
 * sample. While something is being taken in, what is found is looked at once more: some of it was only on its way.
 */
export async function audit(context: AuditContext, options: AuditOptions = {}): Promise<Finding[]> {
  const found = await auditOnce(context, options);
  if (found.length === 0 || (await context.database.client.job.count()) === 0) return found;
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const again = new Set((await auditOnce(context, options)).map((finding) => JSON.stringify(finding)));
  return found.filter((finding) => again.has(JSON.stringify(finding)));
}
