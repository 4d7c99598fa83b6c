'use client';

import { Button, buttonClass } from '../../components/button.tsx';
import { NavLink } from '../../components/nav-link.tsx';
import { Notice } from '../../components/notice.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { useServerWords } from '../../lib/i18n/server-text.ts';
import { paths } from '../../lib/navigation.ts';
import type { AnswerProps } from './answer.tsx';
import { Refusal } from './refusal.tsx';
import { RetryButton } from './retry-button.tsx';
import { partThatHelps, retryTime } from './way-out.ts';

/** How an answer ended when it did not simply end: what happened, what was kept, and the one button that helps. */
export function AnswerOutcome({ answer, connection, onAgain, onReconnect, onThreshold, onAllDocuments }: AnswerProps) {
  const t = useText();
  const words = useServerWords();
  const { outcome, outcomes } = t.chat;
  if (answer.status === 'streaming' && connection === 'reconnecting')
    return <Notice className="mt-4" look="warn" title={outcome.reconnecting} />;
  if (answer.status === 'streaming' && connection === 'lost') {
    return (
      <Notice
        className="mt-4"
        look="warn"
        title={outcome.lost}
        action={
          <Button onClick={onReconnect} size="small">
            {outcome.reconnect}
          </Button>
        }
      />
    );
  }
  if (answer.status === 'streaming' || answer.status === 'complete') return null;
  if (answer.status === 'refused') return <Refusal answer={answer} onThreshold={onThreshold} onAllDocuments={onAllDocuments} />;

  const kept = answer.text ? outcome.kept : outcome.nothingKept;
  const { failure } = answer;
  const needsSettings = failure && ['unavailable', 'not_ready', 'not_found'].includes(failure.code);
  const action = needsSettings ? (
    <NavLink href={paths.settingsPart(partThatHelps(answer))} className={buttonClass('plain', 'small')}>
      {outcome.openSettings}
    </NavLink>
  ) : (
    <RetryButton notBefore={retryTime(answer)} onRetry={onAgain} />
  );
  return (
    <Notice className="mt-4" look={answer.status === 'cancelled' ? 'info' : 'danger'} title={outcomes[answer.status]} action={action}>
      {failure && (
        <p>
          {t.errors[failure.code]}: {words(failure.message, failure.hint)}
        </p>
      )}
      <p>{kept}</p>
    </Notice>
  );
}
