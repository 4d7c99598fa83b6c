'use client';

import { useMutation } from '@tanstack/react-query';
import { bulkLimit, type BulkResponse, type Document } from '#contracts/document';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { changeDocuments } from '../../lib/api/documents.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { createStore, useStore } from '../../lib/store.ts';
import { showToast } from '../../lib/toasts.ts';
import { removeWithUndo, showAgain } from '../../lib/undoable-removal.ts';

/** A document that could not be changed, and why. */
export type BulkFailure = { id: string; name: string; message: string };
/** What is done to the documents; deleting has a way of its own. */
type Change = { action: 'retry' | 'reingest' } | { action: 'tag' | 'untag'; tag: string };

const none: readonly BulkFailure[] = [];
/** They outlive the tab: a deletion is carried out seconds after it was asked for. */
const failures = createStore<ReadonlyMap<string, readonly BulkFailure[]>>(new Map());

export type BulkChanges = ReturnType<typeof useBulkChanges>;

/** Does the same to many documents of a knowledge base, and keeps which of them it could not be done to. */
export function useBulkChanges({ id, name }: Pick<KnowledgeBase, 'id' | 'name'>) {
  const t = useText();
  const format = useFormat();
  const refresh = useRefresh(keys.documents(id), keys.knowledgeBases, ['document']);
  const keep = (found: readonly BulkFailure[]) => failures.set((all) => new Map(all).set(id, found));

  const change = useMutation({
    mutationFn: ({ documents, change: what }: { documents: readonly Document[]; change: Change }) =>
      inPortions(documents, (ids) => changeDocuments(id, { ids, ...what })),
    onMutate: () => keep(none),
    onSuccess: ({ done, failed }, { documents, change: { action } }) => {
      keep(named(failed, documents));
      if (done.length > 0) showToast({ text: t.knowledge.bulk.done[action](format.number(done.length)) });
    },
    onSettled: () => void refresh(),
  });
  const carryOutRemoval = async (documents: readonly Document[]) => {
    const { failed } = await inPortions(documents, (ids) => changeDocuments(id, { ids, action: 'delete' }));
    // A document found in another one that was ticked too is gone with it.
    const kept = failed.filter(({ error }) => error.code !== 'not_found');
    showAgain(kept.map((document) => document.id));
    keep(named(kept, documents));
  };
  return {
    failures: useStore(failures, (all) => all.get(id) ?? none),
    forgetFailures: () => keep(none),
    error: change.error,
    isPending: change.isPending,
    change: (documents: readonly Document[], what: Change) => change.mutate({ documents, change: what }),
    remove: (documents: readonly Document[]) =>
      removeWithUndo({
        ids: documents.map((document) => document.id),
        name: documents.length === 1 ? documents[0]!.name : name,
        notice: documents.length === 1 ? t.common.removed(documents[0]!.name) : t.common.removedMany(documents.length),
        commit: () => carryOutRemoval(documents).finally(() => void refresh()),
      }),
  };
}

/** One request after the other, each with as many documents as it may have. */
async function inPortions(documents: readonly Document[], send: (ids: string[]) => Promise<BulkResponse>): Promise<BulkResponse> {
  const answer: BulkResponse = { done: [], failed: [] };
  for (let start = 0; start < documents.length; start += bulkLimit) {
    const { done, failed } = await send(documents.slice(start, start + bulkLimit).map(({ id }) => id));
    answer.done.push(...done);
    answer.failed.push(...failed);
  }
  return answer;
}

function named(failed: BulkResponse['failed'], documents: readonly Document[]): BulkFailure[] {
  const names = new Map(documents.map(({ id, name }) => [id, name]));
  return failed.map(({ id, error }) => ({ id, name: names.get(id) ?? id, message: error.message }));
}
