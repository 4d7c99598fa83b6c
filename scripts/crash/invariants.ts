import type { ApiClient } from '../testing/api-client.ts';
import type { Document } from '#contracts/document';
import { type Ledger, supersede } from './workload.ts';

const idleWithinMs = 90_000;
const pollMs = 100;
const topK = 20;

/** What went wrong, in words; all empty when the promises were kept. */
export type Findings = { lost: string[]; duplicated: string[]; orphaned: string[] };

/** Waits until every document has found its end and no rebuild is under way. @throws Error naming those that have not */
export async function waitUntilIdle(api: ApiClient, knowledgeBaseId: string): Promise<Document[]> {
  const deadline = Date.now() + idleWithinMs;
  for (;;) {
    const documents = await api.listDocuments(knowledgeBaseId);
    const unfinished = documents.filter((each) => each.status !== 'ready' && each.status !== 'failed');
    const { indexState } = await api.getKnowledgeBase(knowledgeBaseId);
    if (unfinished.length === 0 && indexState !== 'building') return documents;
    if (Date.now() > deadline) throw new Error(`Never finished (index ${indexState}): ${unfinished.map((each) => `${each.name} (${each.status})`).join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** Brings the ledger up to what the server decided about requests that were never answered. */
function settle(ledger: Ledger, documents: readonly Document[]): void {
  const present = new Set(documents.map((each) => each.id));
  for (const { id, name } of documents) {
    if (ledger.markersByName.has(name) && !ledger.deleted.has(id)) ledger.acknowledged.set(id, name);
  }
  for (const id of ledger.deletionAsked) {
    if (!present.has(id)) {
      ledger.acknowledged.delete(id);
      ledger.deleted.add(id);
    }
  }
  ledger.deletionAsked.clear();
}

/** Whether an update that was never answered took place is told by the words the document has. */
async function settleUpdates(api: ApiClient, ledger: Ledger): Promise<void> {
  const idOf = new Map([...ledger.acknowledged].map(([id, name]) => [name, id]));
  for (const [name, markers] of [...ledger.updateAsked]) {
    const id = idOf.get(name);
    const chunks = id === undefined ? [] : await api.listChunks(id);
    if (chunks.some(({ text }) => text.includes(markers[0]!))) supersede(ledger, name, markers);
    else ledger.updateAsked.delete(name);
  }
}

/** Nothing of a version that was replaced is found. */
async function checkSuperseded(api: ApiClient, knowledgeBaseId: string, ledger: Ledger, ids: readonly string[], findings: Findings): Promise<void> {
  for (const id of ids) {
    for (const marker of ledger.superseded.get(ledger.acknowledged.get(id)!) ?? []) {
      const { hits } = await api.search(knowledgeBaseId, marker, topK);
      if (hits.some(({ text }) => text.includes(marker))) findings.orphaned.push(`${marker} is found after it was replaced`);
    }
  }
}

function checkDocuments(ledger: Ledger, documents: readonly Document[], findings: Findings): void {
  const byId = new Map(documents.map((each) => [each.id, each]));
  const seenNames = new Set<string>();
  for (const { name, id } of documents) {
    if (seenNames.has(name)) findings.duplicated.push(`${name} is listed twice`);
    seenNames.add(name);
    if (ledger.deleted.has(id)) findings.orphaned.push(`${name} is listed after its deletion`);
  }
  for (const [id, name] of ledger.acknowledged) {
    const status = byId.get(id)?.status;
    if (status !== 'ready') findings.lost.push(`${name} is ${status ?? 'gone'}`);
  }
}

/** Every section of these documents is stored once and found once, and nothing is found that belongs to no document. */
async function checkSections(api: ApiClient, knowledgeBaseId: string, ledger: Ledger, ids: readonly string[], findings: Findings): Promise<void> {
  for (const id of ids) {
    const name = ledger.acknowledged.get(id)!;
    const chunks = await api.listChunks(id);
    for (const marker of ledger.markersByName.get(name)!) {
      const stored = chunks.filter((chunk) => chunk.text.includes(marker)).length;
      const { hits } = await api.search(knowledgeBaseId, marker, topK);
      const found = hits.filter((hit) => hit.text.includes(marker));
      if (stored === 0 || found.length === 0) findings.lost.push(`${marker} of ${name}: stored ${stored}, found ${found.length}`);
      if (stored > 1 || found.length > 1) findings.duplicated.push(`${marker} of ${name}: stored ${stored}, found ${found.length}`);
      for (const hit of hits) {
        if (!ledger.acknowledged.has(hit.documentId)) findings.orphaned.push(`${hit.documentName} is found after its deletion`);
      }
    }
  }
}

/** @param ids documents to look into; all acknowledged ones when left out */
export async function checkInvariants(api: ApiClient, knowledgeBaseId: string, ledger: Ledger, ids?: readonly string[]): Promise<Findings> {
  const findings: Findings = { lost: [], duplicated: [], orphaned: [] };
  const documents = await waitUntilIdle(api, knowledgeBaseId);
  settle(ledger, documents);
  await settleUpdates(api, ledger);
  checkDocuments(ledger, documents, findings);
  const lookedInto = (ids ?? [...ledger.acknowledged.keys()]).filter((id) => ledger.acknowledged.has(id));
  await checkSections(api, knowledgeBaseId, ledger, lookedInto, findings);
  await checkSuperseded(api, knowledgeBaseId, ledger, lookedInto, findings);
  return findings;
}
