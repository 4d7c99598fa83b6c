'use client';

import { useMutation } from '@tanstack/react-query';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { AssistantMessage } from '#contracts/message';
import { Button, IconButton } from '../../components/button.tsx';
import { TextInput } from '../../components/field.tsx';
import { giveFeedback } from '../../lib/api/conversations.ts';
import { classNames } from '../../lib/class-names.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { showToast } from '../../lib/toasts.ts';

const thumbUp = 100;
const thumbDown = 0;

/** Thumbs, counted at once; a reason may follow. */
export function AnswerFeedback({ conversationId, answer }: { conversationId: string; answer: AssistantMessage }) {
  const t = useText();
  const refresh = useRefresh(keys.conversation(conversationId));
  const [asksReason, setAsksReason] = useState(false);
  const [reason, setReason] = useState(answer.feedback?.reason ?? '');
  const give = useMutation({
    mutationFn: (score: number) => giveFeedback(answer.id, { score, reason: reason.trim() }),
    onSuccess: refresh,
    onError: () => showToast({ text: t.errors.unreachable }),
  });
  const score = give.isPending ? give.variables : answer.feedback?.score;
  const rate = (value: number) => {
    give.mutate(value);
    setAsksReason(true);
  };
  const sendReason = (event: FormEvent) => {
    event.preventDefault();
    give.mutate(score ?? thumbDown);
    setAsksReason(false);
    showToast({ text: t.chat.answer.thanks });
  };
  return (
    <>
      <IconButton label={t.chat.answer.helpful} size="small" aria-pressed={score === thumbUp} onClick={() => rate(thumbUp)}>
        <ThumbsUp size={15} aria-hidden className={classNames(score === thumbUp && 'fill-accent-soft text-accent')} />
      </IconButton>
      <IconButton label={t.chat.answer.notHelpful} size="small" aria-pressed={score === thumbDown} onClick={() => rate(thumbDown)}>
        <ThumbsDown size={15} aria-hidden className={classNames(score === thumbDown && 'fill-accent-soft text-accent')} />
      </IconButton>
      {asksReason && (
        <form onSubmit={sendReason} className="order-last flex w-full items-center gap-2 pt-2 pl-2">
          <TextInput
            autoFocus
            aria-label={t.chat.answer.reason}
            placeholder={t.chat.answer.reason}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && setAsksReason(false)}
          />
          <Button type="submit">{t.chat.answer.sendReason}</Button>
        </form>
      )}
    </>
  );
}
