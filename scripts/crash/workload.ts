import type { ApiClient } from '../testing/api-client.ts';
import type { Choices } from './choices.ts';

const words = 'garden river lantern copper meadow harvest window letter morning winter bridge valley market stone paper music'.split(' ');
const sectionsPerDocument = 3;
const filesPerUpload = 4;

/** What the server was asked to do, and what it promised. */
export type Ledger = {
  /** Words that occur in one place only, by the name of the document sent, whether it was acknowledged or not. */
  markersByName: Map<string, string[]>;
  /** Acknowledged documents by id. */
  acknowledged: Map<string, string>;
  /** Ids whose deletion was asked for and not answered: they may be there or not. */
  deletionAsked: Set<string>;
  deleted: Set<string>;
  /** Words of a newer version that was sent and not answered, by name: the document has these or those before. */
  updateAsked: Map<string, string[]>;
  /** Words of versions that were replaced, by name. */
  superseded: Map<string, string[]>;
  /** Documents that were added or updated since they were last looked into. */
  touched: Set<string>;
};

export function createLedger(): Ledger {
  return {
    markersByName: new Map(),
    acknowledged: new Map(),
    deletionAsked: new Set(),
    deleted: new Set(),
    updateAsked: new Map(),
    superseded: new Map(),
    touched: new Set(),
  };
}

function sentence(choices: Choices): string {
  return `${Array.from({ length: 9 }, () => choices.pick(words)).join(' ')}.`;
}

function marker(choices: Choices): string {
  return `qx${Array.from({ length: 10 }, () => String.fromCharCode(97 + choices.between(0, 25))).join('')}k`;
}

/** A few sections, each with a word of its own. */
function writeSections(choices: Choices): { markers: string[]; content: string } {
  const markers = Array.from({ length: sectionsPerDocument }, () => marker(choices));
  return { markers, content: markers.map((word) => `${word} ${sentence(choices)} ${sentence(choices)} ${sentence(choices)}`).join('\n\n') };
}

function writeDocument(ledger: Ledger, choices: Choices) {
  const { markers, content } = writeSections(choices);
  const name = `document-${ledger.markersByName.size}.txt`;
  ledger.markersByName.set(name, markers);
  return { name, content };
}

/** From now on the document has these words and no longer those before. */
export function supersede(ledger: Ledger, name: string, markers: string[]): void {
  ledger.superseded.set(name, [...(ledger.superseded.get(name) ?? []), ...ledger.markersByName.get(name)!]);
  ledger.markersByName.set(name, markers);
  ledger.updateAsked.delete(name);
}

export async function uploadSome(api: ApiClient, knowledgeBaseId: string, ledger: Ledger, choices: Choices): Promise<void> {
  const files = Array.from({ length: choices.between(1, filesPerUpload) }, () => writeDocument(ledger, choices));
  const { documents } = await api.upload(knowledgeBaseId, files);
  for (const { id, name } of documents) {
    ledger.acknowledged.set(id, name);
    ledger.touched.add(id);
  }
}

/** Sends a newer version of a document that is there. */
export async function updateOne(api: ApiClient, knowledgeBaseId: string, ledger: Ledger, choices: Choices): Promise<void> {
  const candidates = [...ledger.acknowledged].filter(([id, name]) => !ledger.deletionAsked.has(id) && !ledger.updateAsked.has(name));
  if (candidates.length === 0) return;
  const [id, name] = choices.pick(candidates);
  const { markers, content } = writeSections(choices);
  ledger.updateAsked.set(name, markers);
  ledger.touched.add(id);
  await api.upload(knowledgeBaseId, [{ name, content }], 'replace');
  supersede(ledger, name, markers);
}

export async function removeOne(api: ApiClient, ledger: Ledger, choices: Choices): Promise<void> {
  const candidates = [...ledger.acknowledged.keys()].filter((id) => !ledger.deletionAsked.has(id));
  if (candidates.length === 0) return;
  const id = choices.pick(candidates);
  ledger.deletionAsked.add(id);
  await api.deleteDocument(id);
  ledger.acknowledged.delete(id);
  ledger.deletionAsked.delete(id);
  ledger.deleted.add(id);
}

/** Uploads, updates, deletes and rebuilds one after another until the server is gone. */
export async function workUntilGone(api: ApiClient, knowledgeBaseId: string, ledger: Ledger, choices: Choices, gone: AbortSignal): Promise<void> {
  while (!gone.aborted) {
    const choice = choices.next();
    try {
      if (choice < 0.5) await uploadSome(api, knowledgeBaseId, ledger, choices);
      else if (choice < 0.7) await updateOne(api, knowledgeBaseId, ledger, choices);
      else if (choice < 0.9) await removeOne(api, ledger, choices);
      else await api.rebuild(knowledgeBaseId, choices.pick(['reindex', 'resplit']));
    } catch (error) {
      if (!gone.aborted) throw error;
    }
  }
}
