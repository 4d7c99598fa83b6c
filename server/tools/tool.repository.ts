import type { Database } from '../platform/database.ts';

/** What an administrator said of a tool. Tools belong to the installation, not to a person. */
export type StoredToolSetup = { id: string; isOn: boolean; needsApproval: boolean; sealedApiKey?: string; options: Record<string, string> };

export async function listToolSetups(database: Database): Promise<Map<string, StoredToolSetup>> {
  const rows = await database.client.toolSetup.findMany();
  return new Map(
    rows.map(({ id, isOn, needsApproval, apiKey, options }) => [
      id,
      { id, isOn, needsApproval, sealedApiKey: apiKey ?? undefined, options: JSON.parse(options) as Record<string, string> },
    ]),
  );
}

export async function writeToolSetup(database: Database, { id, isOn, needsApproval, sealedApiKey, options }: StoredToolSetup): Promise<void> {
  const data = { isOn, needsApproval, apiKey: sealedApiKey ?? null, options: JSON.stringify(options) };
  await database.write((transaction) => transaction.toolSetup.upsert({ where: { id }, create: { id, ...data }, update: data }));
}
