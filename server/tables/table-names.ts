/** Between what the document and what the sheet gives to a name; neither holds it. */
const separator = '__';
const longestPart = 60;

/** As SQL takes it without quotation marks: letters of any script, digits and single underscores. */
function asName(text: string): string {
  return text.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '').slice(0, longestPart).replace(/_+$/, '');
}

function unique(wanted: string, taken: Set<string>, join: string): string {
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted}${join}${number}`;
  taken.add(name.toLowerCase());
  return name;
}

/** What the tables of each document are called after it, different for each: "reports/销售 2026.xlsx" gives "销售_2026". */
export function documentAliases<Document extends { name: string }>(documents: readonly Document[]): (Document & { alias: string })[] {
  const taken = new Set<string>();
  return documents.map((document) => {
    const file = document.name.split('/').at(-1) ?? '';
    const stem = asName(file.replace(/\.[^.]+$/, '')) || 'table';
    return { ...document, alias: unique(/^\p{N}/u.test(stem) ? `t_${stem}` : stem, taken, '_') };
  });
}

/** The only table of a document has its alias, others the name of their sheet too: "销售_2026__华东", "销售_2026__华东__2". */
export function tableNames(alias: string, tables: readonly { sheet?: string }[]): string[] {
  if (tables.length === 1) return [alias];
  const taken = new Set<string>();
  return tables.map(({ sheet }) => unique([alias, asName(sheet ?? '') || '1'].join(separator), taken, separator));
}

/** Whether one of the names in a statement, in lower case, is that of a table of the document. */
export function namesTableOf(alias: string, names: ReadonlySet<string>): boolean {
  const lower = alias.toLowerCase();
  return names.has(lower) || [...names].some((name) => name.startsWith(lower + separator));
}
