import { AskTool } from '#contracts/mcp';
import type { Citation } from '#contracts/openai';
import { finishedAnswer } from '../../chat/finished-answer.ts';
import { citationsOf } from '../citations-of.ts';
import { mcpTool } from '../mcp-tool.ts';
import { beginUnstoredTurn, throwUnlessAnswered } from '../unstored-turn.ts';
import { chooseKnowledgeBaseIds } from './choose-knowledge-bases.ts';

function sourceLine({ number, document, document_id, page, start, end }: Citation): string {
  return `[${number}] ${document}${page === undefined ? '' : `, page ${page}`} (document ${document_id}, characters ${start} to ${end})`;
}

export const askTool = mcpTool({
  id: 'ask',
  description: 'Answer a question from the documents of knowledge bases, with citations; refuses when they do not tell.',
  ...AskTool,
  async run(context, { question, knowledgeBases }, { principal, signal }) {
    const knowledgeBaseIds = await chooseKnowledgeBaseIds(context.database, principal, knowledgeBases);
    const request = { text: question, mode: 'knowledge-base' as const, knowledgeBaseIds, stream: false };
    const turn = await beginUnstoredTurn(context, { principal, request, earlier: [] }, signal);
    const answer = await finishedAnswer(turn.events());
    throwUnlessAnswered(answer);
    const citations = citationsOf(answer);
    return {
      text: [answer.text, citations.map(sourceLine).join('\n')].filter(Boolean).join('\n\n'),
      structured: {
        status: answer.status === 'refused' ? ('refused' as const) : ('answered' as const),
        answer: answer.text,
        citations: citations.map(({ document_id: documentId, ...citation }) => ({ ...citation, documentId })),
      },
    };
  },
});
