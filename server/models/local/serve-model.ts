import { endWithParent } from '../../platform/end-with-parent.ts';
import { AppError, messageOf } from '../../platform/errors.ts';
import type { FromModelProcess, InputOf, LoadInput, ModelOperation, OutputOf, ToModelProcess } from './model-protocol.ts';

/** A model that is loaded; it does what its kind can. */
export type ServedModel = {
  contextTokens: number;
  generate?(input: InputOf<'generate'>, say: (text: string) => void, signal: AbortSignal): Promise<OutputOf<'generate'>>;
  embed?(input: InputOf<'embed'>, signal: AbortSignal): Promise<OutputOf<'embed'>>;
  rank?(input: InputOf<'rank'>, signal: AbortSignal): Promise<OutputOf<'rank'>>;
};

/** Makes this process the one that runs a model: it answers requests until its parent goes. */
export function serveModel(load: (input: LoadInput) => Promise<ServedModel>): void {
  const running = new Map<number, AbortController>();
  let model: ServedModel | undefined;

  const say = (message: FromModelProcess) => {
    // A parent that has gone takes no messages; then `disconnect` ends this process.
    process.send?.(message, undefined, undefined, () => {});
  };

  async function perform(requestId: number, name: ModelOperation, input: InputOf<ModelOperation>, signal: AbortSignal): Promise<OutputOf<ModelOperation>> {
    if (name === 'load') {
      model = await load(input as LoadInput);
      return { contextTokens: model.contextTokens };
    }
    const tell = (text: string) => say({ type: 'text', requestId, text });
    const output =
      name === 'generate'
        ? model?.generate?.(input as InputOf<'generate'>, tell, signal)
        : name === 'embed'
          ? model?.embed?.(input as InputOf<'embed'>, signal)
          : model?.rank?.(input as InputOf<'rank'>, signal);
    if (!output) throw new AppError('unsupported', `This model cannot ${name}`, { hint: 'Change its kind, or choose another model.' });
    return output;
  }

  async function answer({ requestId, name, input }: Extract<ToModelProcess, { type: 'request' }>): Promise<void> {
    const controller = new AbortController();
    running.set(requestId, controller);
    try {
      const output = await perform(requestId, name, input, controller.signal);
      say({ type: 'done', requestId, output, memoryBytes: process.memoryUsage.rss() });
    } catch (error) {
      const { code, message, details } = error instanceof AppError ? error : new AppError('provider_failed', messageOf(error));
      say({ type: 'failed', requestId, failure: { code, message, details } });
    } finally {
      running.delete(requestId);
    }
  }

  process.on('message', (message: ToModelProcess) => {
    if (message.type === 'abort') running.get(message.requestId)?.abort();
    else void answer(message);
  });
  process.on('disconnect', () => process.exit());
  // Ctrl-C reaches the whole group; the parent decides when its models end.
  process.on('SIGINT', () => {});
  endWithParent();
}
