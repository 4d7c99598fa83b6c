'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Conversation, titleMaxChars } from '#contracts/conversation';
import { Dialog, DialogBody } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { SaveActions } from '../../components/save-actions.tsx';
import { TextField } from '../../components/text-field.tsx';
import { updateConversation } from '../../lib/api/conversations.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys } from '../../lib/queries.ts';

export function RenameDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [title, setTitle] = useState(conversation.title);
  const rename = useMutation({
    mutationFn: () => updateConversation(conversation.id, { title: title.trim() }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.conversations });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim()) rename.mutate();
  };
  return (
    <Dialog onClose={onClose} title={t.chat.renameConversation}>
      <form onSubmit={submit}>
        <DialogBody className="space-y-3">
          <TextField label={t.chat.title} autoFocus maxLength={titleMaxChars} value={title} onChange={setTitle} />
          {rename.isError && <ErrorNotice error={rename.error} />}
        </DialogBody>
        <SaveActions disabled={!title.trim() || rename.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
