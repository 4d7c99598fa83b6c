import type { TestedPrompt, TestPrompt } from '#contracts/prompt';
import type { Passage } from '../models/chat-model.ts';
import type { ModelCatalog } from '../models/model-catalog.ts';
import { AppError } from '../platform/errors.ts';
import type { Principal } from '../platform/principal.ts';
import { renderPrompt } from '../chat/render-prompt.ts';

const samplePassages: readonly Passage[] = [
  { number: 1, documentName: 'handbook.pdf', heading: 'Leave', text: 'Employees have 28 days of annual leave.', score: 0.9 },
  { number: 2, documentName: '员工手册.docx', heading: '年假', text: '员工每年享有 28 天年假。', score: 0.8 },
];
const sampleExchange = { question: 'Who wrote the handbook?', answer: 'The personnel office.' };
const modesWithPassages: readonly string[] = ['knowledge-base', 'file', 'search-engine'];
const answerTokens = 512;
const answerTimeoutMs = 60_000;

/** The messages that a template makes, and what a model answers to them, if one is named. Nothing is kept. @throws AppError those of the model */
export async function testPrompt(
  { chatModels }: Pick<ModelCatalog, 'chatModels'>,
  principal: Principal,
  { mode, text, question, persona = '', model: modelId }: TestPrompt,
  signal: AbortSignal,
): Promise<TestedPrompt> {
  const passages = modesWithPassages.includes(mode) ? samplePassages : [];
  const messages = renderPrompt({ template: text, persona, earlier: [sampleExchange], question, passages });
  if (modelId === undefined) return { messages };
  const model = await chatModels.get(modelId, principal);
  if (!model.converses) throw new AppError('invalid_request', `"${modelId}" reads no prompts`, { field: 'model', hint: 'Choose a chat model.' });
  let answer = '';
  const request = { messages, question, passages, temperature: 0, maxTokens: answerTokens };
  for await (const event of model.stream(request, AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]))) {
    if (event.type === 'text-delta') answer += event.delta;
  }
  return { messages, answer };
}
