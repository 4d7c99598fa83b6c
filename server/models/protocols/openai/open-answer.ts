import type { ChatCompletion } from '../../protocol.ts';
import type { Endpoint, EndpointAnswer } from '../../wire/endpoint.ts';
import { namesFor, type ParameterNames, sentAs } from '../../wire/parameters.ts';
import { sendTolerantly } from '../../wire/send-tolerantly.ts';
import type { OpenAiDialect } from './dialect.ts';
import { promptOf, toolFieldsOf } from './prompt.ts';

const includeUsage = { stream_options: { include_usage: true } };

/** Begins an answer. OpenAI's newer models want max_tokens by its new name, and refuse any temperature but their own. */
export function openAnswer(
  dialect: OpenAiDialect,
  names: ParameterNames,
  endpoint: Endpoint,
  completion: ChatCompletion,
  signal: AbortSignal,
): Promise<EndpointAnswer> {
  const { model, messages, temperatureIsChosen } = completion;
  const asked = { model, messages: promptOf(messages), stream: true, ...toolFieldsOf(completion) };
  return sendTolerantly(
    endpoint,
    { url: dialect.url(endpoint, '/chat/completions', model), headers: dialect.headers(endpoint) },
    {
      fields: { ...sentAs(namesFor(names, endpoint.options), completion), ...includeUsage },
      droppable: temperatureIsChosen ? ['stream_options'] : ['stream_options', 'temperature'],
      renamed: { max_tokens: 'max_completion_tokens' },
      body: (fields) => ({ ...asked, ...fields }),
    },
    signal,
  );
}
