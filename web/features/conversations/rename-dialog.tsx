'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Conversation, titleMaxChars } from '#contracts/conversation';
import { FormDialog } from '../../components/form-dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import { updateConversation } from '../../lib/api/conversations.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys, useRefresh } from '../../lib/queries.ts';

export function RenameDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const t = useText();
  const refresh = useRefresh(keys.conversations);
  const [title, setTitle] = useState(conversation.title);
  const rename = useMutation({
    mutationFn: () => updateConversation(conversation.id, { title: title.trim() }),
    onSuccess: () => {
      void refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      onClose={onClose}
      title={t.chat.renameConversation}
      canSubmit={title.trim() !== '' && !rename.isPending}
      onSubmit={() => rename.mutate()}
      error={rename.error}
    >
      <TextField label={t.chat.title} autoFocus maxLength={titleMaxChars} value={title} onChange={setTitle} />
    </FormDialog>
  );
}
