import { strToU8, zipSync } from 'fflate';

/** A zip of these texts by name. */
export function makeZip(parts: Readonly<Record<string, string>>): Buffer {
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, strToU8(content)]))));
}

/** The part that says what an office part refers to; targets by id, with the last word of their type. */
export function relationshipsXml(targets: Readonly<Record<string, { type: string; target: string }>>): string {
  const entries = Object.entries(targets).map(([id, { type, target }]) => `<Relationship Id="${id}" Type="http://x/relationships/${type}" Target="${target}"/>`);
  return `<Relationships>${entries.join('')}</Relationships>`;
}
