import { answerFromDocuments } from '../answer-from-documents.ts';
import type { ChatMode } from '../chat-mode.ts';

/** Answers from the chosen knowledge bases. */
export const knowledgeBase: ChatMode = { id: 'knowledge-base', run: answerFromDocuments };
