'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AddChunk, DocumentChunk, UpdateChunk } from '#contracts/chunk';
import type { Document } from '#contracts/document';
import { addChunk, addFromEdit, removeChunk, undoEdit, updateChunk } from '../../../lib/api/chunks.ts';
import { useFormat, useText } from '../../../lib/i18n/language.ts';
import { keys } from '../../../lib/queries.ts';
import { removeWithUndo } from '../../../lib/undoable-removal.ts';

type ChunkPage = { items: DocumentChunk[]; total: number };

function exchange(page: ChunkPage, chunkId: string, changed: DocumentChunk): ChunkPage {
  return { ...page, items: page.items.map((chunk) => (chunk.id === chunkId ? changed : chunk)) };
}

/** What a curator can do with the chunks of a document. Each is followed by fetching them anew. */
export function useChunkActions({ id, knowledgeBaseId }: Pick<Document, 'id' | 'knowledgeBaseId'>) {
  const t = useText().curation.chunks;
  const format = useFormat();
  const client = useQueryClient();
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: keys.chunks(id) });
    void client.invalidateQueries({ queryKey: keys.document(id) });
    void client.invalidateQueries({ queryKey: keys.documents(knowledgeBaseId) });
  };
  return {
    refresh,
    add: useMutation({ mutationFn: (body: AddChunk) => addChunk(id, body), onSettled: refresh }),
    update: useMutation({
      mutationFn: ({ chunkId, ...change }: UpdateChunk & { chunkId: string }) => updateChunk(chunkId, change),
      onSuccess: (changed, { chunkId }) => {
        client.setQueriesData<ChunkPage>({ queryKey: keys.chunks(id) }, (page) => page && exchange(page, chunkId, changed));
      },
      onSettled: refresh,
    }),
    undoEdit: useMutation({ mutationFn: (editId: string) => undoEdit(editId), onSettled: refresh }),
    addFromEdit: useMutation({ mutationFn: (editId: string) => addFromEdit(editId), onSettled: refresh }),
    /** Answers with what takes it back. */
    remove: (chunk: DocumentChunk) => {
      const number = format.number(chunk.position + 1);
      return removeWithUndo({
        ids: [chunk.id],
        name: t.chunkName(number),
        notice: t.deleted(number),
        commit: () => removeChunk(chunk.id).finally(() => void refresh()),
      });
    },
  };
}
