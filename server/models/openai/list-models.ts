import { z } from 'zod';
import { startDeadline } from './deadline.ts';
import { readText, request, type Endpoint } from './endpoint.ts';
import { failureOfProtocol } from './failure.ts';

const timeoutMs = 15_000;
const maxBytes = 4 * 1024 * 1024;
const maxModels = 500;

const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Names of the models an endpoint says it has. @throws AppError as `request`, timed_out, provider_failed when it is no such list */
export async function listRemoteModels(endpoint: Endpoint, caller: AbortSignal): Promise<string[]> {
  const deadline = startDeadline(endpoint, caller, timeoutMs);
  try {
    const text = await readText(endpoint, await request(endpoint, '/models', undefined, deadline.signal), maxBytes);
    return readList(endpoint, text).slice(0, maxModels);
  } catch (error) {
    throw deadline.explain(error);
  } finally {
    deadline.end();
  }
}

function readList(endpoint: Endpoint, text: string): string[] {
  try {
    return ModelList.parse(JSON.parse(text)).data.map(({ id }) => id);
  } catch {
    throw failureOfProtocol(
      endpoint,
      'answered, but not with a list of models',
      'Does the base URL point at an OpenAI-compatible server? It usually ends in /v1.',
    );
  }
}
