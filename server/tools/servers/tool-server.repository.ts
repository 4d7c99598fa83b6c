import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';

const SealedSecrets = z.record(z.string(), z.string());
/** How a tool server is reached; what is secret of it sealed, by name. */
export const StoredTransport = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stdio'), command: z.string(), args: z.array(z.string()), env: SealedSecrets }),
  z.object({ kind: z.literal('http'), url: z.string(), headers: SealedSecrets }),
]);
export type StoredTransport = z.infer<typeof StoredTransport>;
export type StoredToolServer = { id: string; name: string; isOn: boolean; needsApproval: boolean; transport: StoredTransport };

type Row = Omit<StoredToolServer, 'transport'> & { transport: string };
const fromRow = ({ id, name, isOn, needsApproval, transport }: Row): StoredToolServer => ({
  id,
  name,
  isOn,
  needsApproval,
  transport: StoredTransport.parse(JSON.parse(transport)),
});

export async function listStoredServers(database: Database): Promise<StoredToolServer[]> {
  return (await database.client.toolServer.findMany({ orderBy: { createdAt: 'asc' } })).map(fromRow);
}

/** @throws AppError not_found */
export async function getStoredServer(database: Database, id: string): Promise<StoredToolServer> {
  const row = await database.client.toolServer.findUnique({ where: { id } });
  if (!row) throw new AppError('not_found', `Tool server ${id} does not exist`);
  return fromRow(row);
}

/** Under a new id, or under its own. @throws AppError conflict when another has the name */
export async function writeServer(database: Database, { id = randomUUID(), name, isOn, needsApproval, transport }: Omit<StoredToolServer, 'id'> & { id?: string }): Promise<string> {
  const data = { name, isOn, needsApproval, transport: JSON.stringify(transport) };
  await database.write(async (transaction) => {
    const namesake = await transaction.toolServer.findUnique({ where: { name } });
    if (namesake && namesake.id !== id) throw new AppError('conflict', `There is a tool server named "${name}" already`, { field: 'name' });
    await transaction.toolServer.upsert({ where: { id }, create: { id, ...data }, update: data });
  });
  return id;
}

/** The server, and what was said of its tools. @throws AppError not_found */
export async function deleteServer(database: Database, id: string): Promise<void> {
  await database.write(async (transaction) => {
    const { count } = await transaction.toolServer.deleteMany({ where: { id } });
    if (count === 0) throw new AppError('not_found', `Tool server ${id} does not exist`);
    await transaction.toolSetup.deleteMany({ where: { id: { startsWith: `${id}/` } } });
  });
}
