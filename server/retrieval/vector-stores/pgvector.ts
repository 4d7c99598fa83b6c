import pg from 'pg';
import { AppError, messageOf } from '../../platform/errors.ts';
import { type RemoteCollection, remoteTimeoutMs, type RemoteStore, requireDimensions } from '../remote-store.ts';
import type { VectorHit } from '../vector-store.ts';

/** `postgres://user:password@host:port/database`; options like `sslmode` as PostgreSQL's own clients take them. */
export type PgvectorConnection = { url: string };

const mostConnections = 4;
/** The index of the extension takes no longer vectors; they are compared one by one. */
const mostIndexedDimensions = 2_000;
/** Candidates that the index looks at; it gives no more hits than that, and the extension allows no more than the most. */
const candidates = { fewest: 200, perHit: 4, most: 1_000 };
const idsPerPage = 50_000;

const literalOf = (vector: Float32Array) => `[${vector.join(',')}]`;

class PgvectorCollection implements RemoteCollection {
  readonly #table: string;

  constructor(
    private readonly pool: pg.Pool,
    name: string,
    private readonly isIndexed: boolean,
  ) {
    this.#table = pg.escapeIdentifier(name);
  }

  async listIds(): Promise<number[]> {
    const ids: number[] = [];
    for (let last = -1; ; last = ids.at(-1)!) {
      const { rows } = await this.pool.query<{ id: string }>(`SELECT id FROM ${this.#table} WHERE id > $1 ORDER BY id LIMIT ${idsPerPage}`, [last]);
      for (const { id } of rows) ids.push(Number(id));
      if (rows.length < idsPerPage) return ids;
    }
  }

  async upsert(entries: Parameters<RemoteCollection['upsert']>[0]): Promise<void> {
    await this.pool.query(
      `INSERT INTO ${this.#table} (id, embedding) SELECT * FROM unnest($1::bigint[], $2::vector[])
       ON CONFLICT (id) DO UPDATE SET embedding = excluded.embedding`,
      [entries.map(({ id }) => id), entries.map(({ vector }) => literalOf(vector))],
    );
  }

  async remove(ids: readonly number[]): Promise<void> {
    await this.pool.query(`DELETE FROM ${this.#table} WHERE id = ANY($1::bigint[])`, [ids]);
  }

  async search(vector: Float32Array, k: number, allowed?: readonly number[]): Promise<VectorHit[]> {
    const wanted = candidates.perHit * k;
    return !allowed && this.isIndexed && wanted <= candidates.most
      ? this.#searchIndex(vector, k, Math.max(candidates.fewest, wanted))
      : this.#compareAll(vector, k, allowed);
  }

  async #searchIndex(vector: Float32Array, k: number, candidateCount: number): Promise<VectorHit[]> {
    const client = await this.pool.connect();
    let failure: Error | undefined;
    try {
      await client.query(`BEGIN READ ONLY; SET LOCAL hnsw.ef_search = ${candidateCount}`);
      const order = 'embedding <=> $1::vector';
      const { rows } = await client.query<HitRow>(`SELECT id, 1 - (${order}) AS similarity FROM ${this.#table} ORDER BY ${order} LIMIT $2`, [literalOf(vector), k]);
      await client.query('COMMIT');
      return hitsOf(rows);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(messageOf(error));
      throw error;
    } finally {
      client.release(failure);
    }
  }

  /** Exact, because the rows are materialized before they are ordered: the index is not asked, and filters lose nothing. */
  async #compareAll(vector: Float32Array, k: number, allowed?: readonly number[]): Promise<VectorHit[]> {
    const filter = allowed ? 'WHERE id = ANY($3::bigint[])' : '';
    const { rows } = await this.pool.query<HitRow>(
      `WITH compared AS MATERIALIZED (SELECT id, 1 - (embedding <=> $1::vector) AS similarity FROM ${this.#table} ${filter})
       SELECT id, similarity FROM compared ORDER BY similarity DESC, id LIMIT $2`,
      [literalOf(vector), k, ...(allowed ? [allowed] : [])],
    );
    return hitsOf(rows);
  }
}

type HitRow = { id: string; similarity: number };

function hitsOf(rows: readonly HitRow[]): VectorHit[] {
  return rows.map(({ id, similarity }) => ({ id: Number(id), similarity }));
}

/** The number in `vector(384)`. */
async function dimensionsOf(pool: pg.Pool, name: string): Promise<number> {
  const { rows } = await pool.query<{ dimensions: number }>(
    `SELECT atttypmod AS dimensions FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = 'embedding' AND NOT attisdropped`,
    [pg.escapeIdentifier(name)],
  );
  return rows[0]?.dimensions ?? 0;
}

/** PostgreSQL with its extension `vector`: a table per collection. */
export function connectPgvector({ url }: PgvectorConnection): RemoteStore {
  const { host } = new URL(url);
  const pool = new pg.Pool({
    connectionString: url,
    max: mostConnections,
    connectionTimeoutMillis: remoteTimeoutMs.question,
    query_timeout: remoteTimeoutMs.batch,
    allowExitOnIdle: true,
    application_name: 'lectern',
  });
  // A connection that breaks while nobody uses it is no news; the next use opens another.
  pool.on('error', () => {});

  async function orAway<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError('unavailable', `PostgreSQL at ${host} does not do what it is asked: ${messageOf(error)}`, { hint: 'Check PGVECTOR_URL, and that the database is running.' }, { cause: error });
    }
  }

  return {
    id: 'pgvector',
    open: (name, dimensions) =>
      orAway(async () => {
        const table = pg.escapeIdentifier(name);
        const isIndexed = dimensions <= mostIndexedDimensions;
        await pool.query('CREATE EXTENSION IF NOT EXISTS vector');
        await pool.query(`CREATE TABLE IF NOT EXISTS ${table} (id bigint PRIMARY KEY, embedding vector(${dimensions}) NOT NULL)`);
        requireDimensions('PostgreSQL', name, await dimensionsOf(pool, name), dimensions);
        if (isIndexed) await pool.query(`CREATE INDEX IF NOT EXISTS ${pg.escapeIdentifier(`${name}_hnsw`)} ON ${table} USING hnsw (embedding vector_cosine_ops)`);
        const collection = new PgvectorCollection(pool, name, isIndexed);
        return {
          listIds: () => orAway(() => collection.listIds()),
          upsert: (entries) => orAway(() => collection.upsert(entries)),
          remove: (ids) => orAway(() => collection.remove(ids)),
          search: (vector, k, allowed) => orAway(() => collection.search(vector, k, allowed)),
        };
      }),
    drop: (namePrefix) =>
      orAway(async () => {
        const { rows } = await pool.query<{ name: string }>('SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() AND starts_with(tablename, $1)', [namePrefix]);
        for (const { name } of rows) await pool.query(`DROP TABLE IF EXISTS ${pg.escapeIdentifier(name)}`);
      }),
    [Symbol.asyncDispose]: () => pool.end(),
  };
}
