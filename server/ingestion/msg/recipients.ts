import type { CompoundFile } from '../compound-file/compound-file.ts';
import type { CompoundStorage } from '../compound-file/directory.ts';
import { MessageProperties } from './properties.ts';

const maxRecipients = 1_000;
const toType = 1;
const ccType = 2;

/** The recipients with their addresses, as a mail's headers list them. */
export async function readRecipients(file: CompoundFile, message: CompoundStorage, encoding: string): Promise<{ to?: string; cc?: string }> {
  const byType = new Map<number, string[]>();
  const storages = message.storages.filter(({ name }) => name.startsWith('__recip_version1.0_')).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const storage of storages.slice(0, maxRecipients)) {
    const properties = await MessageProperties.read(file, storage, 'other', encoding);
    const address = (await properties.text('39FE')) ?? (await properties.text('3003'));
    const name = (await properties.text('3001'))?.replace(/^["']|["']$/g, '') ?? address;
    if (!name) continue;
    const type = properties.number('0C15') ?? toType;
    const shown = address?.includes('@') && name !== address ? `${name} <${address}>` : name;
    byType.set(type, [...(byType.get(type) ?? []), shown]);
  }
  return { to: byType.get(toType)?.join(', '), cc: byType.get(ccType)?.join(', ') };
}
