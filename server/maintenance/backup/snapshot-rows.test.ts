import path from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../platform/database.ts';
import { openSnapshot } from '../../platform/snapshot.ts';
import { migrationsDir, temporaryFolder } from '../../testing/test-database.ts';
import { translatorKeySetting } from '../../translation/translator-key.ts';
import { writeEngine } from '../../search-engines/search-engine.repository.ts';
import { readSystemRows } from './snapshot-rows.ts';

test('keys of search engines and of the translator stay behind, their addresses come along', async () => {
  const folder = await temporaryFolder();
  const url = `file:${path.join(folder.path, 'test.db')}`;
  {
    await using database = await openDatabase({ url, migrationsDir });
    await writeEngine(database, 'brave', 'https://brave.example/', 'v1.sealed');
    await database.write(({ setting }) => setting.create({ data: { key: translatorKeySetting, value: '{}' } }));
    await using snapshot = await openSnapshot(url);
    const rows: unknown[] = [];
    for await (const row of readSystemRows(snapshot, 'Setting')) rows.push(row);
    expect(rows).toMatchObject([{ key: 'searchEngine:brave', value: '"https://brave.example/"' }]);
  }
  await folder.remove();
});
