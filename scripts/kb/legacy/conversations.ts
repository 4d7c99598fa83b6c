import { createHash } from 'node:crypto';
import type { ImportedConversation } from '#contracts/maintenance';
import { type OldDatabase, type OldRow, textOf } from './old-database.ts';

const turnColumns = ['id', 'chat_type', 'query', 'response', 'feedback_score', 'feedback_reason', 'create_time'] as const;
type TurnRow = OldRow<(typeof turnColumns)[number] | 'conversation_id'>;
type Turn = ImportedConversation['turns'][number];

const turnsPerConversation = 100;
const longestText = 100_000;

/** The same for the same text, always: what was imported once is known again. Formed as RFC 9562 says of version 8. */
function idOf(text: string): string {
  const hex = createHash('sha256').update(`legacy:${text}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** SQLAlchemy writes "2024-01-31 09:05:00.123456". */
function timeOf(value: string): string {
  const time = new Date(/^\d{4}-\d\d-\d\d \d\d:\d\d/.test(value) ? `${value.slice(0, 19).replace(' ', 'T')}Z` : value);
  return (Number.isNaN(time.getTime()) ? new Date(0) : time).toISOString();
}

function turnOf(row: TurnRow): Turn {
  const id = textOf(row.id);
  const score = Number(row.feedback_score ?? -1);
  return {
    questionId: idOf(`question:${id}`),
    answerId: idOf(`answer:${id}`),
    question: textOf(row.query).slice(0, longestText),
    answer: textOf(row.response).slice(0, longestText),
    createdAt: timeOf(textOf(row.create_time)),
    // -1 says that nobody rated it.
    ...(score >= 0 && score <= 100 && { feedback: { score: Math.round(score), reason: textOf(row.feedback_reason).slice(0, 1_000) } }),
  };
}

function conversationsOf(key: string, title: string, turns: readonly Turn[]): ImportedConversation[] {
  const parts = Array.from({ length: Math.ceil(turns.length / turnsPerConversation) }, (_, part) => turns.slice(part * turnsPerConversation, (part + 1) * turnsPerConversation));
  return parts.map((part, index) => ({
    id: idOf(`conversation:${key}:${index}`),
    title: `${title}${index > 0 ? ` (${index + 1})` : ''}`.trim().slice(0, 120),
    createdAt: part[0]!.createdAt,
    turns: part,
  }));
}

/** The conversations; and of versions that kept single questions only, one for each day and kind of chat. */
export async function* readConversations(old: OldDatabase): AsyncGenerator<ImportedConversation> {
  const names = new Map<string, string>();
  for await (const { id, name } of old.rows('conversation', ['id', 'name'])) names.set(textOf(id), textOf(name));
  const groups = new Map<string, { title: string; turns: Turn[] }>();
  const add = (key: string, title: string, row: TurnRow) => {
    const group = groups.get(key) ?? { title, turns: [] };
    group.turns.push(turnOf(row));
    groups.set(key, group);
  };
  for await (const row of old.rows('message', [...turnColumns, 'conversation_id'], 'create_time')) {
    const key = textOf(row.conversation_id);
    add(key, names.get(key) || textOf(row.query).slice(0, 60), row);
  }
  for await (const row of old.rows('chat_history', turnColumns, 'create_time')) {
    const title = `${timeOf(textOf(row.create_time)).slice(0, 10)} ${textOf(row.chat_type)}`.trim();
    add(`history:${title}`, title, row);
  }
  for (const [key, { title, turns }] of groups) yield* conversationsOf(key, title, turns);
}
