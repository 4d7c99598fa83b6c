import { randomBytes } from 'node:crypto';
import type { SpokenMessage } from '../model-protocol.ts';

/** `words` are somebody's text: nothing in them is a token that steers the model. */
export type PromptPart = { marks: string } | { words: string };

type RenderTemplate = (messages: readonly SpokenMessage[]) => string;

/** For templates without a system role, or that insist on roles taking turns. */
function inPlainTurns(messages: readonly SpokenMessage[]): SpokenMessage[] {
  const turns: SpokenMessage[] = [];
  for (const { role, content } of messages) {
    const speaker = role === 'assistant' ? 'assistant' : 'user';
    const last = turns.at(-1);
    if (last?.role === speaker) last.content += `\n\n${content}`;
    else turns.push({ role: speaker, content });
  }
  return turns[0]?.role === 'assistant' ? turns.slice(1) : turns;
}

/** Puts the contents in only after the template was evaluated. Undefined where the template refuses, or leaves a message out. */
function render(messages: readonly SpokenMessage[], template: RenderTemplate): PromptPart[] | undefined {
  const secret = randomBytes(8).toString('hex');
  const markOf = (index: number) => `\u{E000}${secret}:${index}\u{E001}`;
  let rendered: string;
  try {
    rendered = template(messages.map(({ role }, index) => ({ role, content: markOf(index) })));
  } catch {
    return undefined;
  }
  const pieces = rendered.split(new RegExp(`\u{E000}${secret}:(\\d+)\u{E001}`, 'u'));
  if (new Set(pieces.filter((_, index) => index % 2 === 1)).size !== messages.length) return undefined;
  return pieces
    .map((piece, index): PromptPart => (index % 2 === 1 ? { words: messages[Number(piece)]!.content.trim() } : { marks: piece }))
    .filter((part) => !('marks' in part) || part.marks !== '');
}

const names = { system: 'Instructions', user: 'User', assistant: 'Assistant' } as const;
/** Ends an answer of a model that was never told how a turn ends. */
export const plainTurnStop = '\n### User:';

function renderChatMl(messages: readonly SpokenMessage[]): PromptPart[] {
  const turns = messages.flatMap(({ role, content }): PromptPart[] => [
    { marks: `<|im_start|>${role}\n` },
    { words: content.trim() },
    { marks: '<|im_end|>\n' },
  ]);
  return [...turns, { marks: '<|im_start|>assistant\n' }];
}

function renderPlain(messages: readonly SpokenMessage[]): PromptPart[] {
  const turns = messages.map(({ role, content }): PromptPart => ({ words: `### ${names[role]}:\n${content.trim()}\n\n` }));
  return [...turns, { words: '### Assistant:\n' }];
}

/**
 * The prompt of a conversation, as the template of the model's file has it; without one that works, in the form most models know.
 * @param knowsChatMl whether `<|im_start|>` is one of its tokens
 */
export function renderPrompt(messages: readonly SpokenMessage[], template: RenderTemplate | undefined, knowsChatMl: boolean): PromptPart[] {
  const rendered = template && (render(messages, template) ?? render(inPlainTurns(messages), template));
  return rendered ?? (knowsChatMl ? renderChatMl(messages) : renderPlain(messages));
}
