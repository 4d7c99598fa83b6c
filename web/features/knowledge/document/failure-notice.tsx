'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Document, DocumentFailure } from '#contracts/document';
import { Button } from '../../../components/button.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Field, TextInput } from '../../../components/field.tsx';
import { Notice } from '../../../components/notice.tsx';
import { retryDocument } from '../../../lib/api/documents.ts';
import { useText } from '../../../lib/i18n/language.ts';
import { useServerText } from '../../../lib/i18n/server-text.ts';
import { useRefreshDocument } from './use-refresh-document.ts';

const passwordMaxChars = 200;

/** Whether the file would be read if its password were known; of some formats only a copy without one can be. */
function opensWithPassword({ field }: DocumentFailure): boolean {
  return field === 'password';
}

/** Why a document could not be read, and the way out. */
export function FailureNotice({ document, failure }: { document: Document; failure: DocumentFailure }) {
  const t = useText();
  const told = useServerText();
  const refresh = useRefreshDocument(document);
  const retry = useMutation({
    mutationFn: (password: string | undefined) => retryDocument(document.id, password === undefined ? {} : { password }),
    onSettled: refresh,
  });
  const asksPassword = opensWithPassword(failure);
  return (
    <>
      <Notice
        look="danger"
        className="mt-3"
        title={t.knowledge.failedAt(t.knowledge.statuses[failure.stage], told(failure.message))}
        action={
          !asksPassword && (
            <Button size="small" disabled={retry.isPending} onClick={() => retry.mutate(undefined)}>
              {t.common.retry}
            </Button>
          )
        }
      >
        {told(failure.hint)}
        {asksPassword && <PasswordForm isBusy={retry.isPending} onPassword={(password) => retry.mutate(password)} />}
      </Notice>
      {retry.isError && <ErrorNotice error={retry.error} className="mt-3" />}
    </>
  );
}

function PasswordForm({ isBusy, onPassword }: { isBusy: boolean; onPassword: (password: string) => void }) {
  const t = useText().curation.document;
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password === '') return;
    onPassword(password);
    setPassword('');
  };
  return (
    <form onSubmit={submit} className="mt-3 text-ink">
      <Field label={t.passwordTitle} hint={t.passwordHint}>
        {(attributes) => (
          <div className="flex gap-2">
            <TextInput
              {...attributes}
              type="password"
              autoComplete="off"
              maxLength={passwordMaxChars}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
            <Button type="submit" disabled={password === '' || isBusy}>
              {t.open}
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
