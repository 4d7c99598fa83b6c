import { createParser } from 'eventsource-parser';
import { bytesOf, type Endpoint, readText, type EndpointAnswer } from './endpoint.ts';
import { failureOfConnection, failureOfProtocol } from './failure.ts';

const maxLineChars = 1024 * 1024;
const maxWholeAnswerBytes = 8 * 1024 * 1024;
export const wrongServerHint = 'Does the base URL point at a model server of this protocol?';

/** Takes text as it comes and gives the data in it, whole ones only. @throws RangeError when one never ends */
type Divider = (text: string) => string[];

function divideEvents(): Divider {
  const arrived: string[] = [];
  let isTooLong = false;
  const parser = createParser({
    maxBufferSize: maxLineChars,
    onEvent: ({ data }) => void arrived.push(data),
    onError: ({ type }) => void (isTooLong ||= type === 'max-buffer-size-exceeded'),
  });
  return (text) => {
    parser.feed(text);
    if (isTooLong) throw new RangeError('too long');
    return arrived.splice(0);
  };
}

function divideLines(): Divider {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    if (rest.length > maxLineChars) throw new RangeError('too long');
    return lines.filter((line) => line.trim() !== '');
  };
}

/**
 * The data of each event, or each line of JSON, those together that arrived together; an answer that is one JSON document is one of them.
 * @param onBytes told of everything that arrives, for time-outs
 * @throws AppError provider_failed when a line never ends, unavailable when the connection is cut
 */
export async function* readData(endpoint: Endpoint, response: EndpointAnswer, onBytes: () => void): AsyncGenerator<string[]> {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('application/json')) {
    yield [await readText(endpoint, response, maxWholeAnswerBytes)];
    return;
  }
  const divide = type.includes('ndjson') ? divideLines() : divideEvents();
  const decoder = new TextDecoder();
  try {
    for await (const bytes of bytesOf(response)) {
      onBytes();
      yield divide(decoder.decode(bytes, { stream: true }));
    }
    yield divide('\n\n');
  } catch (error) {
    if (!(error instanceof RangeError)) throw failureOfConnection(endpoint, response.url, error);
    throw failureOfProtocol(endpoint, `sent a line beyond ${maxLineChars} characters`, wrongServerHint);
  }
}
