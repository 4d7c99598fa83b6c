'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { CrawlOptions, UrlRefusal } from '#contracts/crawl';
import { AddUrls, type AddUrlsResponse, urlsPerRequestLimit } from '#contracts/web-page';
import { FormDialog } from '../../components/form-dialog.tsx';
import { Notice } from '../../components/notice.tsx';
import { TextAreaField } from '../../components/text-field.tsx';
import { toApiError } from '../../lib/api/request.ts';
import { addUrls } from '../../lib/api/web-pages.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';
import { keys, useRefresh } from '../../lib/queries.ts';
import { CrawlOptionsFields } from './crawl-options-fields.tsx';
import { UrlRefusals } from './url-refusals.tsx';

const RefusedAll = z.object({ rejected: z.array(UrlRefusal) });

/** A bare host is meant as a web address. */
const asAddress = (line: string) => (/^[a-z][a-z0-9+.-]*:/i.test(line) && !/^[^/]+:\d+(\/|$)/.test(line) ? line : `https://${line}`);

const linesOf = (text: string) => text.split(/\s+/).filter((line) => line !== '').map(asAddress);

/** Web pages by their addresses, or whole sites. What was refused stays in sight, with its reason. */
export function AddFromWebDialog({ knowledgeBaseId, onClose }: { knowledgeBaseId: string; onClose: () => void }) {
  const t = useText();
  const format = useFormat();
  const refresh = useRefresh(keys.crawls(knowledgeBaseId), keys.documents(knowledgeBaseId), keys.knowledgeBases);
  const [text, setText] = useState('');
  const [isFollowing, setFollowing] = useState(false);
  const [crawl, setCrawl] = useState<CrawlOptions>(CrawlOptions.parse({}));
  const parsed = AddUrls.safeParse({ urls: linesOf(text), ...(isFollowing ? { crawl } : {}) });
  const add = useMutation({
    mutationFn: (body: AddUrls) => addUrls(knowledgeBaseId, body),
    onSuccess: async ({ rejected }) => {
      setText(rejected.map(({ url }) => url).join('\n'));
      await refresh();
      if (rejected.length === 0) onClose();
    },
  });
  const refusals = add.data?.rejected ?? RefusedAll.safeParse(add.isError ? toApiError(add.error).details : undefined).data?.rejected ?? [];
  return (
    <FormDialog
      onClose={onClose}
      title={t.knowledge.web.title}
      action={add.isPending ? t.knowledge.web.adding : t.knowledge.web.add}
      leave={add.isSuccess ? t.common.close : t.common.cancel}
      canSubmit={parsed.success && !add.isPending}
      onSubmit={() => parsed.success && add.mutate(parsed.data)}
      error={refusals.length > 0 ? undefined : add.error}
    >
      <TextAreaField
        label={t.knowledge.web.urls}
        hint={t.knowledge.web.urlsHint(format.number(urlsPerRequestLimit))}
        autoFocus
        required
        rows={4}
        spellCheck={false}
        placeholder="https://"
        value={text}
        onChange={setText}
      />
      <label className="flex items-center gap-2 text-sm">
        <input type="checkbox" checked={isFollowing} onChange={(event) => setFollowing(event.target.checked)} />
        {t.knowledge.web.follow}
      </label>
      {isFollowing && <CrawlOptionsFields value={crawl} onChange={(part) => setCrawl({ ...crawl, ...part })} />}
      {add.data && <Accepted answer={add.data} />}
      {refusals.length > 0 && (
        <Notice look="warn" title={t.knowledge.web.refused(format.number(refusals.length))}>
          <UrlRefusals refusals={refusals} />
        </Notice>
      )}
    </FormDialog>
  );
}

function Accepted({ answer }: { answer: AddUrlsResponse }) {
  const t = useText().knowledge.web;
  const rows = [
    ...answer.documents.map(({ url, name, duplicate }) => ({ url, text: `${duplicate ? t.unchanged : t.added}: ${name}` })),
    ...answer.crawls.map(({ url }) => ({ url, text: t.crawling })),
  ];
  if (rows.length === 0) return null;
  return (
    <ul role="status" className="max-h-40 space-y-1.5 overflow-y-auto text-xs">
      {rows.map(({ url, text }) => (
        <li key={url}>
          <span className="font-medium break-all">{url}</span>
          <span className="block text-muted">{text}</span>
        </li>
      ))}
    </ul>
  );
}
