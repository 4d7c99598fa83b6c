'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import type { ConversationDetail } from '#contracts/conversation';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { getConversation } from '../../lib/api/conversations.ts';
import { useText } from '../../lib/i18n/language.ts';
import { useQueryParameter } from '../../lib/navigation.ts';
import { keys } from '../../lib/queries.ts';
import type { UploadFile } from '../uploads/split-into-requests.ts';
import { Composer } from './composer.tsx';
import { EmptyChat } from './empty-chat.tsx';
import { FileDropArea } from './file-drop-area.tsx';
import { useConversationFiles } from './files/use-conversation-files.ts';
import { attach, isAnswering, stop, useLiveTurn } from './live-turns.ts';
import { OptionsRow } from './options-row.tsx';
import { hideSource, useSourceSelection } from './source-selection.ts';
import { useTurnChoices } from './turn-options.ts';
import { shownTurns } from './turns.ts';
import { useAsk } from './use-ask.ts';
import { useInStep } from './use-in-step.ts';

const AddFilesDialog = dynamic(() => import('./add-files-dialog.tsx').then((module) => module.AddFilesDialog), { loading: () => null });
const ConversationView = dynamic(() => import('./conversation-view.tsx').then((module) => module.ConversationView), { loading: () => null });
const ConversationFiles = dynamic(() => import('./files/conversation-files.tsx').then((module) => module.ConversationFiles), { loading: () => null });
const SourcePanel = dynamic(() => import('./source-panel.tsx').then((module) => module.SourcePanel), { loading: () => null });

/** A conversation, or the beginning of one. */
export function ChatPage() {
  const t = useText();
  const id = useQueryParameter('c');
  const conversation = useQuery({
    queryKey: keys.conversation(id ?? ''),
    queryFn: ({ signal }) => getConversation(id!, signal),
    enabled: id !== undefined,
    staleTime: 30_000,
  });
  const detail = id ? conversation.data : undefined;
  const live = useLiveTurn(id);
  const choices = useTurnChoices(detail);
  const turns = shownTurns(detail?.messages ?? [], detail?.shownMessageId, live);
  const { askQuestion, error } = useAsk(detail, turns.at(-1), choices);
  const ownFiles = useConversationFiles(choices);
  const [files, setFiles] = useState<UploadFile[]>([]);
  const selection = useSourceSelection();
  useReattach(detail);
  useInStep(id);
  useEffect(() => hideSource, [id]);

  const isOfFiles = choices.effective.mode === 'file';
  const takeFiles = isOfFiles ? (chosen: UploadFile[]) => ownFiles.add.mutate({ files: chosen }) : setFiles;
  const hasFiles = !isOfFiles || ownFiles.files.length > 0;
  const lastTrace = turns.at(-1)?.answer?.trace;
  const isEmpty = !id || (conversation.isSuccess && turns.length === 0);
  return (
    <div className="flex min-h-0 flex-1">
      <FileDropArea label={isOfFiles ? t.chat.composer.dropForConversation : t.chat.composer.dropHere} onFiles={takeFiles}>
        <h1 className="sr-only">{detail?.title || t.chat.newChat}</h1>
        {isEmpty ? (
          <EmptyChat choices={choices} onAsk={askQuestion} />
        ) : detail ? (
          <ConversationView conversation={detail} turns={turns} live={live} choices={choices} />
        ) : (
          <div className="mx-auto w-full max-w-measure flex-1 p-6">
            {conversation.isError ? (
              <ErrorNotice error={conversation.error} onRetry={() => void conversation.refetch()} />
            ) : (
              <Skeleton rows={5} />
            )}
          </div>
        )}
        <div className="mx-auto w-full max-w-measure px-3 pb-3 sm:px-5">
          {error && <ErrorNotice error={error} className="mb-2" />}
          {isOfFiles && <ConversationFiles files={ownFiles} />}
          <OptionsRow choices={choices} trace={lastTrace} refused={live?.error} />
          <Composer
            key={id ?? 'new'}
            conversation={detail}
            choices={choices}
            isReady={choices.isComplete && hasFiles}
            isAnswering={isAnswering(live)}
            lastQuestion={turns.at(-1)?.question.text}
            onSend={askQuestion}
            onStop={() => id && void stop(id)}
            onFiles={takeFiles}
          />
        </div>
      </FileDropArea>
      {selection && <SourcePanel selection={selection} />}
      {files.length > 0 && <AddFilesDialog files={files} choices={choices} onClose={() => setFiles([])} />}
    </div>
  );
}

/** After a reload, goes on following the answer that is still being written. */
function useReattach(conversation: ConversationDetail | undefined): void {
  useEffect(() => {
    if (!conversation?.activeTurnId) return;
    const turnId = conversation.activeTurnId;
    const answer = conversation.messages.find((message) => message.role === 'assistant' && message.turnId === turnId);
    const questionId = answer?.role === 'assistant' ? answer.questionId : undefined;
    const question = conversation.messages.findLast((message) => message.role === 'user' && (questionId === undefined || message.id === questionId));
    if (question?.role === 'user' && answer?.role !== 'user') attach(conversation.id, turnId, question, answer);
  }, [conversation]);
}
