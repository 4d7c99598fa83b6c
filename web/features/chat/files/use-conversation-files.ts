'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import type { Document } from '#contracts/document';
import { ApiError } from '../../../lib/api/request.ts';
import { changeDocuments, listDocuments } from '../../../lib/api/documents.ts';
import { addTemporaryFiles, createTemporaryFiles, getTemporaryFiles } from '../../../lib/api/temporary-files.ts';
import { keys, useRefresh } from '../../../lib/queries.ts';
import type { UploadFile } from '../../uploads/split-into-requests.ts';
import type { TurnChoices } from '../turn-options.ts';

const refreshWhileReadingMs = 700;
const mostShown = 200;

export function isBeingRead({ status }: Document): boolean {
  return status !== 'ready' && status !== 'failed';
}

export type ConversationFiles = ReturnType<typeof useConversationFiles>;

/** The files of the conversation in mode `file`, as the server has them, and what can be done with them. */
export function useConversationFiles(choices: TurnChoices) {
  const id = choices.options.temporaryFilesId;
  const isAsked = id !== undefined && choices.effective.mode === 'file';
  const list = useQuery({
    queryKey: keys.documents(id ?? ''),
    queryFn: ({ signal }) => listDocuments(id!, { page: 1, pageSize: mostShown, sort: 'createdAt', direction: 'asc' }, signal),
    enabled: isAsked,
    refetchInterval: ({ state }) => (state.data?.items.some(isBeingRead) ? refreshWhileReadingMs : false),
  });
  const about = useQuery({
    queryKey: keys.temporaryFiles(id ?? ''),
    queryFn: ({ signal }) => getTemporaryFiles(id!, signal),
    enabled: isAsked,
  });
  const isExpired = about.error instanceof ApiError && about.error.code === 'not_found';
  const refresh = useRefresh(keys.documents(id ?? ''), keys.temporaryFiles(id ?? ''));
  const add = useMutation({
    mutationFn: async ({ files, instead }: { files: UploadFile[]; instead?: Document | undefined }) => {
      const answer = id && !isExpired ? { id, ...(await addTemporaryFiles(id, files)) } : await createTemporaryFiles(files);
      const kept = new Set(answer.documents.map((document) => document.id));
      if (instead && kept.size > 0 && !kept.has(instead.id)) await changeDocuments(answer.id, { action: 'delete', ids: [instead.id] });
      return answer;
    },
    onSuccess: async (answer) => {
      if (answer.id === id) await refresh();
      else choices.change({ temporaryFilesId: answer.id });
    },
  });
  const remove = useMutation({
    mutationFn: (ids: string[]) => changeDocuments(id!, { action: 'delete', ids }),
    onSettled: refresh,
  });
  return { files: list.data?.items ?? [], expiresAt: about.data?.expiresAt, isExpired, add, remove };
}
