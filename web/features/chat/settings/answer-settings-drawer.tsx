'use client';

import type { ReactNode } from 'react';
import type { TurnOptions } from '#contracts/conversation';
import type { RetrievalTrace } from '#contracts/search';
import { Button } from '../../../components/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../../components/dialog.tsx';
import type { ApiError } from '../../../lib/api/request.ts';
import { asking as en } from '../../../lib/i18n/en/asking.ts';
import { useText, useWords } from '../../../lib/i18n/language.ts';
import { useServerText } from '../../../lib/i18n/server-text.ts';
import { asking as zh } from '../../../lib/i18n/zh/asking.ts';
import { WebSearchOptions } from '../../web-search/web-search-options.tsx';
import type { TurnChoices } from '../turn-options.ts';
import { ConversationSettings } from './conversation-settings.tsx';
import { ModelSettings } from './model-settings.tsx';
import { OnlyTheseDocuments, RetrievalSliders, RouteSwitch } from './retrieval-settings.tsx';
import { TranslationSettings } from './translation-settings.tsx';

type AnswerSettingsDrawerProps = {
  choices: TurnChoices;
  trace: RetrievalTrace | undefined;
  /** Why the last question was not taken; shown at the control it names. */
  refused: ApiError | undefined;
  onClose: () => void;
};

const defaults: TurnOptions = {
  topK: undefined,
  scoreThreshold: undefined,
  temperature: undefined,
  maxTokens: undefined,
  parameters: {},
  historyTurns: undefined,
  historyTokens: undefined,
  rewriteFollowUps: undefined,
  routeKnowledgeBases: undefined,
  prompt: undefined,
  persona: undefined,
  translateTo: undefined,
  tools: undefined,
  searchEngine: undefined,
  filter: {},
};

/** A drawer with what an answer is made with, of the present mode; each change is remembered for the conversation. */
export function AnswerSettingsDrawer({ choices, trace, refused, onClose }: AnswerSettingsDrawerProps) {
  const t = useText();
  const told = useServerText();
  const words = useWords({ en, zh }).settings;
  const { mode } = choices.effective;
  const problemOf = (field: string) => (refused?.field === field ? told(refused.message) : undefined);
  return (
    <Dialog onClose={onClose} title={t.chat.options.more} description={t.chat.options.moreHint} place="right">
      <DialogBody className="divide-y divide-line">
        {(mode === 'knowledge-base' || mode === 'file') && (
          <SettingsGroup title={words.documents}>
            {mode === 'knowledge-base' && <RouteSwitch choices={choices} />}
            <RetrievalSliders choices={choices} trace={trace} />
            {mode === 'knowledge-base' && <OnlyTheseDocuments choices={choices} />}
          </SettingsGroup>
        )}
        {mode === 'search-engine' && (
          <SettingsGroup title={t.webSearch.title}>
            <WebSearchOptions choices={choices} />
          </SettingsGroup>
        )}
        <SettingsGroup title={words.conversation}>
          <ConversationSettings choices={choices} problemOf={problemOf} />
          <TranslationSettings choices={choices} />
        </SettingsGroup>
        <SettingsGroup title={words.model}>
          <ModelSettings choices={choices} problemOf={problemOf} />
        </SettingsGroup>
      </DialogBody>
      <DialogActions>
        <Button look="quiet" onClick={() => choices.change(defaults)}>
          {t.chat.options.reset}
        </Button>
        <Button look="primary" onClick={onClose}>
          {t.common.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function SettingsGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-5 py-5 first:pt-1 last:pb-0">
      <h3 className="text-xs font-medium text-muted">{title}</h3>
      {children}
    </section>
  );
}
