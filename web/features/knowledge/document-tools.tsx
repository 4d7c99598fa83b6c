'use client';

import { useQueryClient } from '@tanstack/react-query';
import { RotateCcw, Search, Trash2, X } from 'lucide-react';
import { DocumentStatus } from '#contracts/document';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import { Button, IconButton } from '../../components/button.tsx';
import { Select, TextInput } from '../../components/field.tsx';
import { removeDocument, retryDocument } from '../../lib/api/documents.ts';
import { eachInTurn } from '../../lib/each-in-turn.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { keys } from '../../lib/queries.ts';
import { showToast } from '../../lib/toasts.ts';
import { removeWithUndo } from '../../lib/undoable-removal.ts';
import type { DocumentRows } from './use-document-rows.ts';
import type { Selection } from './use-selection.ts';

type DocumentToolsProps = {
  knowledgeBase: KnowledgeBase;
  query: string;
  onQuery: (query: string) => void;
  status: DocumentStatus | undefined;
  onStatus: (status: DocumentStatus | undefined) => void;
  selection: Selection;
  rows: DocumentRows;
};

/** Filter, and what can be done with the ticked documents. */
export function DocumentTools({ knowledgeBase, query, onQuery, status, onStatus, selection, rows }: DocumentToolsProps) {
  const t = useText();
  const format = useFormat();
  const { remove, retry } = useDocumentActions(knowledgeBase, selection);
  const selected = rows.loaded.filter(({ id }) => selection.ids.has(id));
  const failed = (selected.length > 0 ? selected : rows.loaded).filter((document) => document.status === 'failed');
  return (
    <div className="mb-2 flex flex-wrap items-center gap-2">
      <div className="relative min-w-40 flex-1 sm:max-w-64">
        <Search size={15} aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 text-muted" />
        <TextInput
          type="search"
          aria-label={t.knowledge.table.filter}
          placeholder={t.knowledge.table.filter}
          value={query}
          onChange={(event) => onQuery(event.target.value)}
          className="pl-8"
        />
      </div>
      <Select
        aria-label={t.knowledge.table.state}
        className="max-w-36"
        value={status ?? ''}
        onChange={(event) => onStatus(DocumentStatus.safeParse(event.target.value).data)}
      >
        <option value="">{t.knowledge.table.allStates}</option>
        {DocumentStatus.options.map((id) => (
          <option key={id} value={id}>
            {t.knowledge.statuses[id]}
          </option>
        ))}
      </Select>
      <div className="ml-auto flex items-center gap-1">
        {failed.length > 0 && (
          <Button size="small" look="quiet" onClick={() => void retry(failed)}>
            <RotateCcw size={14} aria-hidden />
            {t.knowledge.table.retryFailed} ({format.number(failed.length)})
          </Button>
        )}
        {selected.length > 0 && (
          <>
            <span className="px-2 text-sm text-muted">{t.knowledge.table.selected(format.number(selected.length))}</span>
            <Button size="small" onClick={() => remove(selected)}>
              <Trash2 size={14} aria-hidden />
              {t.common.delete}
            </Button>
            <IconButton label={t.knowledge.table.clearSelection} size="small" onClick={selection.clear}>
              <X size={15} aria-hidden />
            </IconButton>
          </>
        )}
      </div>
    </div>
  );
}

function useDocumentActions(knowledgeBase: KnowledgeBase, selection: Selection) {
  const t = useText();
  const client = useQueryClient();
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: keys.documents(knowledgeBase.id) });
    await client.invalidateQueries({ queryKey: keys.knowledgeBases });
  };
  return {
    remove: (documents: { id: string; name: string }[]) => {
      selection.clear();
      removeWithUndo({
        ids: documents.map(({ id }) => id),
        name: documents.length === 1 ? documents[0]!.name : knowledgeBase.name,
        notice: documents.length === 1 ? t.common.removed(documents[0]!.name) : t.common.removedMany(documents.length),
        commit: () => eachInTurn(documents, ({ id }) => removeDocument(id)).finally(() => void refresh()),
      });
    },
    retry: async (documents: { id: string }[]) => {
      await eachInTurn(documents, ({ id }) => retryDocument(id)).catch(() => showToast({ text: t.errors.unreachable }));
      await refresh();
    },
  };
}
