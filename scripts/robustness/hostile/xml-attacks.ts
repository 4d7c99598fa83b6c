import { refused, settled, slow, type HostileFile, type Surroundings } from './hostile-file.ts';
import { officeFiles } from './office-parts.ts';

const laughs = (levels: number) =>
  `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">${Array.from({ length: levels }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join('')}]>` +
  `<html><body><p>&l${levels};</p></body></html>`;

const quadratic = `<!DOCTYPE a [<!ENTITY big "${'x'.repeat(100_000)}">]><html><body><p>${'&big;'.repeat(10_000)}</p></body></html>`;

const external = (path: string) => `<!DOCTYPE a [<!ENTITY leak SYSTEM "file://${path}">]><html><body><p>before &leak; after</p></body></html>`;

const parameter = (url: string) => `<!DOCTYPE a [<!ENTITY % remote SYSTEM "${url}/remote.dtd"> %remote;]><html><body><p>text</p></body></html>`;

function nestedDeeply(tags: readonly string[], depth: number): string {
  const open = tags.map((tag) => `<${tag}>`).join('');
  const close = tags.toReversed().map((tag) => `</${tag}>`).join('');
  return `${open.repeat(depth)}deep${close.repeat(depth)}`;
}

/** Deep, wide or long where the formats are flat and short. */
function shapes(kind: string, wrap: (xml: string) => Buffer): HostileFile[] {
  return [
    settled(`nested-200000.${kind}`, () => wrap(nestedDeeply(['a'], 200_000))),
    settled(`nested-tables.${kind}`, () => wrap(nestedDeeply(['w:tbl', 'w:tr', 'w:tc', 'w:p', 'w:r', 'w:t'], 10_000))),
    slow(settled(`attribute-50mb.${kind}`, () => wrap(`<a b="${Array.from({ length: 5_000_000 }, (_, index) => index % 7919).join(' ')}">text</a>`))),
    settled(`attributes-100000.${kind}`, () => wrap(`<a ${Array.from({ length: 100_000 }, (_, index) => `b${index}="c"`).join(' ')}>text</a>`)),
    settled(`never-closed.${kind}`, () => wrap(`${'<a>text'.repeat(20_000)}<!--`)),
  ];
}

export function xmlAttacks({ url, secretPath, secret }: Surroundings): HostileFile[] {
  const inContainers = Object.entries(officeFiles).flatMap(([kind, wrap]) => {
    // A chapter of a book is a web page, which may name its document type; nothing of it is expanded.
    const expected = kind === 'epub' ? settled : refused;
    return [
      expected(`laughs.${kind}`, () => wrap(laughs(10))),
      expected(`quadratic.${kind}`, () => wrap(quadratic)),
      { ...expected(`external-entity.${kind}`, () => wrap(external(secretPath))), forbidden: secret },
      expected(`parameter-entity.${kind}`, () => wrap(parameter(url))),
      ...shapes(kind, wrap),
    ];
  });
  return inContainers.concat(
    settled('laughs.xml', () => Buffer.from(laughs(10))),
    { ...settled('external-entity.xml', () => Buffer.from(external(secretPath))), forbidden: secret },
    { ...settled('external-entity.html', () => Buffer.from(external(secretPath))), forbidden: secret },
    settled('nested-200000.xml', () => Buffer.from(nestedDeeply(['a'], 200_000))),
  );
}
