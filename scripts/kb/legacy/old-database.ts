import { type Client, createClient } from '@libsql/client';

const rowsPerQuery = 500;

type Value = string | number | null;
export type OldRow<Column extends string> = { readonly [Name in Column]?: Value };

/** The database of the old system. Of a table and its columns, what is there is read; what is not is passed over. */
export class OldDatabase implements Disposable {
  readonly #client: Client;

  constructor(file: string) {
    this.#client = createClient({ url: `file:${file}` });
  }

  async *rows<Column extends string>(table: string, columns: readonly Column[], orderBy?: Column): AsyncGenerator<OldRow<Column>> {
    const { rows: info } = await this.#client.execute({ sql: 'SELECT name FROM pragma_table_info(?)', args: [table] });
    const present = columns.filter((column) => info.some(({ name }) => name === column));
    if (present.length === 0) return;
    const order = orderBy && present.includes(orderBy) ? `"${orderBy}", rowid` : 'rowid';
    for (let offset = 0; ; offset += rowsPerQuery) {
      const { rows } = await this.#client.execute(`SELECT ${present.map((column) => `"${column}"`).join(', ')} FROM "${table}" ORDER BY ${order} LIMIT ${rowsPerQuery} OFFSET ${offset}`);
      for (const row of rows) yield Object.fromEntries(present.map((column, index) => [column, row[index]])) as OldRow<Column>;
      if (rows.length < rowsPerQuery) return;
    }
  }

  [Symbol.dispose](): void {
    this.#client.close();
  }
}

export const textOf = (value: Value | undefined): string => (value === null || value === undefined ? '' : String(value));
