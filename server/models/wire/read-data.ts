import { createParser } from 'eventsource-parser';
import type { Endpoint, EndpointAnswer } from './endpoint.ts';
import { failureOfProtocol } from './failure.ts';

const maxLineChars = 1024 * 1024;
const maxWholeAnswerChars = 8 * 1024 * 1024;
export const wrongServerHint = 'Does the base URL point at a model server of this protocol?';

/** Takes text as it comes and gives the data that is whole in it; `end` gives what was only waiting for more. */
type Divider = { take(text: string): string[]; end(): string[] };

const beyond = (what: 'a line' | 'an answer', limitChars: number) => new RangeError(`sent ${what} beyond ${limitChars} characters`);

function divideEvents(): Divider {
  const arrived: string[] = [];
  let isTooLong = false;
  const parser = createParser({
    maxBufferSize: maxLineChars,
    onEvent: ({ data }) => void arrived.push(data),
    onError: ({ type }) => void (isTooLong ||= type === 'max-buffer-size-exceeded'),
  });
  const take = (text: string) => {
    parser.feed(text);
    if (isTooLong) throw beyond('a line', maxLineChars);
    return arrived.splice(0);
  };
  return { take, end: () => take('\n\n') };
}

function divideLines(): Divider {
  let rest = '';
  const take = (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    if (rest.length > maxLineChars) throw beyond('a line', maxLineChars);
    return lines.filter((line) => line.trim() !== '');
  };
  return { take, end: () => take('\n') };
}

function keepWhole(): Divider {
  let whole = '';
  return {
    take(text) {
      whole += text;
      if (whole.length > maxWholeAnswerChars) throw beyond('an answer', maxWholeAnswerChars);
      return [];
    },
    end: () => [whole],
  };
}

function dividerFor(type: string): Divider {
  if (type.includes('application/json')) return keepWhole();
  return type.includes('ndjson') ? divideLines() : divideEvents();
}

/** The data of each event, or each line of JSON, those together that arrived together; an answer that is one JSON document is one of them, at its end. */
export type DataReader = {
  /** @throws AppError provider_failed when a line, or the answer, never ends */
  read(bytes: Uint8Array): string[];
  /** What was only waiting for more. */
  end(): string[];
};

export function createDataReader(endpoint: Endpoint, answer: EndpointAnswer): DataReader {
  const divider = dividerFor(answer.headers.get('content-type') ?? '');
  const decoder = new TextDecoder();
  const orTooLong = (divide: () => string[]) => {
    try {
      return divide();
    } catch (error) {
      throw error instanceof RangeError ? failureOfProtocol(endpoint, error.message, wrongServerHint) : error;
    }
  };
  return {
    read: (bytes) => orTooLong(() => divider.take(decoder.decode(bytes, { stream: true }))),
    end: () => orTooLong(() => [...divider.take(decoder.decode()), ...divider.end()]),
  };
}
