import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import { askService, baseUrlOption, statusProblem } from '../ask-service.ts';
import { defineTool } from '../tool.ts';

/** What products.wolframalpha.com/short-answers-api answers with when it has no answer. */
const noAnswerStatus = 501;

export const wolfram = defineTool({
  id: 'wolfram',
  label: 'Wolfram Alpha',
  description: 'Answers a question of mathematics, science, units or facts in one line, by Wolfram Alpha. Ask in English.',
  input: z.object({ query: z.string().min(1).max(500).describe('The question') }),
  textField: 'query',
  needsApiKey: true,
  options: z.object({ baseUrl: baseUrlOption('https://api.wolframalpha.com') }),
  defaults: { isOn: false, needsApproval: false },
  async run({ query }, { endpoints, options, apiKey = '', signal }) {
    const answer = await askService(endpoints, { baseUrl: options.baseUrl!, path: '/v1/result', query: { appid: apiKey, i: query } }, signal);
    if (answer.status === noAnswerStatus) throw new AppError('not_found', 'Wolfram Alpha has no short answer to this', { hint: 'Ask it in other words.' });
    if (answer.status !== 200) throw statusProblem('Wolfram Alpha', answer.status);
    return { text: answer.text };
  },
});
