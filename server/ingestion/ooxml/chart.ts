import type { DocumentWriter } from '../document-writer.ts';
import { addTableRows } from '../table-rows.ts';
import { walkXml } from '../xml.ts';

type Series = { name: string; categories: Map<number, string>; values: Map<number, string> };

const maxPoints = 10_000;

/** Writes a chart as its kind and title, and the numbers it shows as a table (ECMA-376 part 1, 21.2). */
export function addChart(writer: DocumentWriter, xml: string, page?: number): void {
  const { kind, title, series } = readChart(xml);
  writer.add('caption', [`${kind} chart`.trim(), title].filter((part) => part !== '').join(': '), { page });
  const indexes = [...new Set(series.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => a - b);
  const names = series.map(({ name }) => name);
  const rows = indexes.map((index) => {
    const category = series.map(({ categories }) => categories.get(index)).find((text) => text !== undefined);
    return [category ?? '', ...series.map(({ values }) => values.get(index) ?? '')];
  });
  if (rows.length > 0) addTableRows(writer, writer.nextTable(), [['', ...names], ...rows], 1, { page });
}

function readChart(xml: string): { kind: string; title: string; series: Series[] } {
  const open: string[] = [];
  const series: Series[] = [];
  let kind = '';
  let title = '';
  let index = 0;
  walkXml(xml, {
    open(name, attribute) {
      open.push(name);
      const type = /^(\w+?)(?:3D)?Chart$/.exec(name)?.[1];
      if (type && kind === '') kind = type[0]?.toUpperCase() + type.slice(1);
      if (name === 'ser') series.push({ name: '', categories: new Map(), values: new Map() });
      else if (name === 'pt') index = Number(attribute('idx') ?? 0);
    },
    close: () => void open.pop(),
    text(text) {
      const name = open.at(-1);
      const last = series.at(-1);
      const points = open.includes('cat') || open.includes('xVal') ? last?.categories : open.includes('val') || open.includes('yVal') ? last?.values : undefined;
      if (name === 't' && open.includes('title') && !/^(cat|val|date|ser)Ax$/.test(open.at(open.indexOf('title') - 1) ?? '')) title += text;
      else if (name !== 'v' || !last) return;
      else if (open.includes('tx')) last.name += text;
      else if (points && points.size < maxPoints) points.set(index, (points.get(index) ?? '') + text);
    },
  });
  return { kind, title: title.trim(), series };
}
