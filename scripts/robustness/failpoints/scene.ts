import { createChoices } from '../../crash/choices.ts';
import { waitUntilIdle } from '../../crash/invariants.ts';
import { createLedger, uploadSome } from '../../crash/workload.ts';
import { createApiClient } from '../../testing/api-client.ts';
import { startServer } from '../../testing/real-server.ts';
import type { Scene } from './steps.ts';

/** Lays out a data folder that every case begins with a copy of. */
export async function layOutScene(dataDir: string): Promise<Scene> {
  const server = await startServer(dataDir);
  const api = createApiClient(server.url);
  const ledger = createLedger();
  const { id: keptId } = await api.createKnowledgeBase({ name: 'Kept', chunkSize: 300, chunkOverlap: 0 });
  const { id: doomedId } = await api.createKnowledgeBase({ name: 'Doomed' });
  await uploadSome(api, keptId, ledger, createChoices(1));
  await api.upload(doomedId, [{ name: 'doomed.txt', content: 'Words that will be gone with their knowledge base.' }]);
  await waitUntilIdle(api, keptId);
  await waitUntilIdle(api, doomedId);
  await server.stop();
  return { keptId, doomedId, ledger };
}

/** A scene that one case may change without the next one seeing it. */
export function copyScene({ keptId, doomedId, ledger }: Scene): Scene {
  return {
    keptId,
    doomedId,
    ledger: {
      markersByName: new Map(ledger.markersByName),
      acknowledged: new Map(ledger.acknowledged),
      deletionAsked: new Set(ledger.deletionAsked),
      deleted: new Set(ledger.deleted),
      updateAsked: new Map(ledger.updateAsked),
      superseded: new Map(ledger.superseded),
      touched: new Set(ledger.touched),
    },
  };
}
