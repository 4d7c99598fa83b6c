import { AppError } from '../../../platform/errors.ts';
import type { ChatCompletion } from '../../protocol.ts';
import { type Endpoint, send } from '../../wire/endpoint.ts';
import { namesFor, type ParameterNames, sentAs } from '../../wire/parameters.ts';
import type { OpenAiDialect } from './dialect.ts';
import { promptOf, toolsOf } from './prompt.ts';

/** One field at a time may be complained about, and there are three that may go. */
const tries = 4;

type Fields = Record<string, unknown>;

/**
 * The same fields without those the server complains about, of those nobody chose; newer OpenAI models want max_tokens by its new
 * name. Undefined when what it complains about has to stay.
 */
function withoutRefused(fields: Fields, droppable: readonly string[], complaint: string): Fields | undefined {
  const named = Object.keys(fields).filter((field) => complaint.includes(field));
  const dropped = (named.length > 0 ? named : Object.keys(fields)).filter((field) => droppable.includes(field));
  const kept: Fields = Object.fromEntries(Object.entries(fields).filter(([field]) => !dropped.includes(field)));
  if (!named.includes('max_tokens')) return dropped.length > 0 ? kept : undefined;
  const { max_tokens, ...others } = kept;
  return { ...others, max_completion_tokens: max_tokens };
}

function isRefusedField(error: unknown): error is AppError {
  if (!(error instanceof AppError) || error.details.contextExceeded) return false;
  return error.details.status === 400 || error.details.status === 422;
}

/** Begins an answer with all that was chosen; a server that does not know a field nobody chose is asked again without it. */
export async function openAnswer(
  dialect: OpenAiDialect,
  names: ParameterNames,
  endpoint: Endpoint,
  completion: ChatCompletion,
  signal: AbortSignal,
): Promise<Response> {
  const { model, messages, tools, temperatureIsChosen } = completion;
  const url = dialect.url(endpoint, '/chat/completions', model);
  const headers = dialect.headers(endpoint);
  const droppable = ['stream_options', ...(temperatureIsChosen ? [] : ['temperature'])];
  const asked = { model, messages: promptOf(messages), stream: true, ...(tools?.length ? { tools: toolsOf(tools) } : {}) };
  let fields: Fields = { ...sentAs(namesFor(names, endpoint.options), completion), stream_options: { include_usage: true } };
  for (let attempt = 1; ; attempt++) {
    try {
      return await send(endpoint, { url, headers, body: { ...asked, ...fields } }, signal);
    } catch (error) {
      if (attempt === tries || !isRefusedField(error)) throw error;
      const fewer = withoutRefused(fields, droppable, error.message);
      if (!fewer) throw error;
      fields = fewer;
    }
  }
}
