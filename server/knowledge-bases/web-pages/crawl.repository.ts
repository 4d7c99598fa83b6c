import type { Crawl } from '#contracts/crawl';
import type { Crawl as CrawlRow } from '../../generated/prisma/client.ts';
import type { Database, Transaction } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import { knowledgeBasesOf, type Principal } from '../../platform/principal.ts';
import type { Sql } from '../../platform/sql.ts';
import { type CrawlState, progressOf } from './crawl-state.ts';

/** Crawls of a knowledge base that are told of; older ones that have ended are forgotten. */
const keptCrawlsLimit = 20;

export type StoredCrawl = { id: string; knowledgeBaseId: string; state: CrawlState };

export const presentCrawl = (id: string, createdAt: Date, state: CrawlState): Crawl => ({
  ...progressOf(id, state),
  refusals: state.refusals,
  createdAt: createdAt.toISOString(),
});

const stored = ({ id, knowledgeBaseId, state }: CrawlRow): StoredCrawl => ({ id, knowledgeBaseId, state: JSON.parse(state) as CrawlState });

export async function listCrawls(database: Database, principal: Principal, knowledgeBaseId: string): Promise<Crawl[]> {
  const where = { knowledgeBaseId, knowledgeBase: knowledgeBasesOf(principal) };
  const rows = await database.client.crawl.findMany({ where, orderBy: { createdAt: 'desc' } });
  return rows.map((row) => presentCrawl(row.id, row.createdAt, stored(row).state));
}

/** @throws AppError not_found */
export async function getCrawl(database: Database, principal: Principal, id: string): Promise<StoredCrawl> {
  const row = await database.client.crawl.findFirst({ where: { id, knowledgeBase: knowledgeBasesOf(principal) } });
  if (!row) throw new AppError('not_found', `Crawl ${id} does not exist`);
  return stored(row);
}

/** The crawl a job works on; undefined when it went with its knowledge base. */
export async function findCrawlToRun(database: Database, id: string): Promise<StoredCrawl | undefined> {
  const row = await database.client.crawl.findUnique({ where: { id } });
  return row ? stored(row) : undefined;
}

export async function insertCrawl(transaction: Transaction, { id, knowledgeBaseId, state }: StoredCrawl): Promise<Crawl> {
  const { createdAt } = await transaction.crawl.create({ data: { id, knowledgeBaseId, state: JSON.stringify(state) } });
  const older = await transaction.crawl.findMany({ where: { knowledgeBaseId }, orderBy: { createdAt: 'desc' }, skip: keptCrawlsLimit });
  const ended = older.map(stored).filter((crawl) => crawl.state.status !== 'running');
  await transaction.crawl.deleteMany({ where: { id: { in: ended.map((crawl) => crawl.id) } } });
  return presentCrawl(id, createdAt, state);
}

/** @returns whether the crawl is still there */
export async function saveCrawl(sql: Sql, id: string, state: CrawlState): Promise<boolean> {
  return (await sql.execute('UPDATE "Crawl" SET state = ?, "updatedAt" = ? WHERE id = ?', [JSON.stringify(state), new Date(), id])) > 0;
}
