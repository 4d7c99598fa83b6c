import type { Sql } from './sql.ts';
import type { OpenTransaction, Transaction } from './writer.ts';

/** What changes with every turn and every step of a job. Reads that are remembered do not look at these. */
const passingModels: ReadonlySet<string> = new Set(['conversation', 'message', 'feedback', 'job']);
const mostRemembered = 1_000;

const changedTable = /^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"/i;

function isPassingStatement(statement: string): boolean {
  const table = changedTable.exec(statement)?.[1];
  return table !== undefined && passingModels.has(table[0]!.toLowerCase() + table.slice(1));
}

/**
 * Reads of what people set up once and every question asks for: settings, providers, knowledge bases. What was read is
 * handed out until a change touches anything but what passes.
 */
export class RememberedReads {
  readonly #reads = new Map<string, Promise<unknown>>();

  /** @param key names what is read, with all it depends on. The value is shared: nobody may change it. */
  remember<Value>(key: string, load: () => Promise<Value>): Promise<Value> {
    const known = this.#reads.get(key);
    if (known) return known as Promise<Value>;
    const reading = load();
    if (this.#reads.size >= mostRemembered) this.#reads.clear();
    this.#reads.set(key, reading);
    reading.catch(() => this.#reads.get(key) === reading && this.#reads.delete(key));
    return reading;
  }

  /** Runs a change; what is remembered goes when it is done, if it touched it. */
  async during<Result>(run: (watch: (open: OpenTransaction) => OpenTransaction) => Promise<Result>): Promise<Result> {
    let isTouched = false;
    const touch = () => void (isTouched = true);
    try {
      return await run(({ sql, prisma }) => ({ sql: watchSql(sql, touch), prisma: async () => watchTransaction(await prisma(), touch) }));
    } finally {
      if (isTouched) this.#reads.clear();
    }
  }
}

function watchTransaction(transaction: Transaction, touch: () => void): Transaction {
  return new Proxy(transaction, {
    get(target, name) {
      // Whatever a promise gives is asked for `then`.
      if (typeof name === 'string' && name !== 'then' && !passingModels.has(name)) touch();
      return Reflect.get(target, name, target) as unknown;
    },
  });
}

function watchSql(sql: Sql, touch: () => void): Sql {
  return {
    query: sql.query,
    execute(statement, params) {
      if (!isPassingStatement(statement)) touch();
      return sql.execute(statement, params);
    },
  };
}
