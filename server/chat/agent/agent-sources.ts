import type { ChatEvent } from '#contracts/chat-event';
import type { Source } from '#contracts/message';
import type { RetrievalTrace } from '#contracts/search';
import type { FoundPassage, ToolOutcome } from '../../tools/tool.ts';
import { neutralize } from '../neutralize.ts';

const sourcesLimit = 100;
const evidenceMaxChars = 20_000;

const placeOf = ({ url = '', knowledgeBaseId, chunkId, start, end }: FoundPassage) => JSON.stringify([url, knowledgeBaseId, chunkId, start, end]);

/** The sources of an answer, numbered over all that its tools found: a passage found twice keeps its number. */
export class AgentSources {
  readonly #sources = new Map<string, Source>();
  readonly #notes = new Set<string>();
  readonly #outputs: string[] = [];
  #trace: RetrievalTrace;
  /** How much of it readers know. */
  #told = 0;

  constructor(question: string) {
    this.#trace = { query: question, terms: [], topK: 0, scoreThreshold: 0, candidates: [], stageMs: {} };
  }

  list(): Source[] {
    return [...this.#sources.values()];
  }

  /** What a cited sentence may rest on: its source, and what tools gave that cannot be cited, such as a sum. */
  evidence(): Source[] {
    return this.list().map((source) => ({ ...source, text: [source.text, ...this.#outputs].join('\n') }));
  }

  note(...notes: readonly string[]): void {
    for (const note of notes) this.#notes.add(note);
  }

  /** Takes over what a tool found. @returns it with its numbers, as the model reads it */
  add({ text, found = [], traces = [] }: ToolOutcome): string {
    for (const trace of traces) {
      this.#trace = trace;
      this.note(...(trace.notes ?? []));
    }
    if (found.length === 0) this.#outputs.push(text.slice(0, evidenceMaxChars));
    const blocks = found.map(({ title, passages }) => [`## ${neutralize(title)}`, ...passages.flatMap((passage) => this.#show(passage))].join('\n'));
    return [neutralize(text), ...blocks].filter(Boolean).join('\n\n');
  }

  #show(passage: FoundPassage): string[] {
    const place = placeOf(passage);
    const number = this.#sources.get(place)?.number ?? this.#sources.size + 1;
    if (number > sourcesLimit) return [];
    this.#sources.set(place, { ...passage, number });
    const title = [passage.documentName, passage.heading, passage.url].filter(Boolean).join(' > ').replace(/\s+/g, ' ');
    return [`[${number}] ${neutralize(title)}\n${neutralize(passage.text)}`];
  }

  /** The whole list: readers replace what they had. */
  event(): ChatEvent {
    this.#told = this.#size();
    return { type: 'sources-available', sources: this.list(), trace: { ...this.#trace, notes: [...this.#notes] } };
  }

  hasNews(): boolean {
    return this.#size() > this.#told;
  }

  #size(): number {
    return this.#sources.size + this.#notes.size;
  }
}
