import { answerFromDocuments } from '../answer-from-documents.ts';
import type { ChatMode } from '../chat-mode.ts';

/** Answers from files that were added for this conversation only. */
export const file: ChatMode = { id: 'file', run: answerFromDocuments };
