import type { ChatEvent } from '#contracts/chat-event';
import type { SearchRequest, SearchResponse } from '#contracts/search';
import type { Settings } from '#contracts/setting';
import type { WebSearchRequest } from '../search-engines/web-search.ts';
import type { WebSearchResponse } from '../search-engines/rank-results.ts';
import type { Exchange } from '../conversations/earlier-exchanges.ts';
import type { ChatModel } from '../models/chat-model.ts';
import type { OpenedTools } from '../tools/ready-tools.ts';
import type { ToolScope } from '../tools/tool.ts';
import type { TranslationAsking } from '../translation/translation.service.ts';
import type { Translator } from '../translation/translator.ts';
import type { ToolDecision } from './agent/approvals.ts';
import type { DocumentScope } from './document-scope.ts';
import type { TurnChoice } from './turn-choice.ts';
import type { UsageMeter } from './usage-meter.ts';

/** Everything a mode answers from. */
export type Turn = {
  question: string;
  /** The exchanges before it, oldest first, as many as were chosen. */
  earlier: readonly Exchange[];
  choice: TurnChoice;
  settings: Settings;
  model: ChatModel;
  meter: UsageMeter;
  /** The template of the mode. */
  template: string;
  /** Told to the model besides: the persona, or what a program wants of it. */
  persona: string;
  /** Finds passages in the knowledge bases of the turn, on behalf of who asks. */
  search(request: SearchRequest, signal: AbortSignal): Promise<SearchResponse>;
  /** The documents that a question is put to, which may be chosen by it. */
  openDocuments(question: string, signal: AbortSignal): Promise<DocumentScope>;
  /** Finds passages on the web. */
  searchWeb(request: WebSearchRequest, signal: AbortSignal): Promise<WebSearchResponse>;
  /** Who translates, on behalf of who asks. @throws AppError when nobody is set up */
  openTranslator(asking: TranslationAsking): Promise<Translator>;
  /** The tools that an agent may call. @param asking how they ask a model: the one set for the work of agents, else that of the turn */
  openTools(asking: (model: ChatModel | undefined) => ToolScope['askModel']): Promise<OpenedTools>;
  /** Asks a person whether a call may be made; left out where nobody can be asked. */
  awaitDecision?(callId: string, signal: AbortSignal): Promise<ToolDecision>;
};

/** Tells of an event as it happens. Who listens never holds up who speaks. */
export type Emit = (event: ChatEvent) => void;

/** How a turn is answered, and whether in the end there is an answer, or the documents hold none. Afterwards nothing is emitted any more. */
export type ChatMode = {
  id: TurnChoice['mode'];
  /** @throws AppError of the model or the search; `cancelled` when the signal aborts */
  run(turn: Turn, emit: Emit, signal: AbortSignal): Promise<'complete' | 'refused'>;
};
