import { outputMaxChars, type ToolCall } from '#contracts/tool-call';
import { AppError, throwIfAborted } from '../../platform/errors.ts';
import { orAborted } from '../../platform/or-aborted.ts';
import type { ReadyTool } from '../../tools/ready-tools.ts';
import type { ToolOutcome } from '../../tools/tool.ts';
import type { AgentRun } from './agent-run.ts';
import { readToolInput, sameInputKey } from './tool-input.ts';

const toolTimeoutMs = 30_000;
const callsLimit = 60;
/** A model that makes the same call again does not see that it was answered. */
const sameCallLimit = 2;
/** What the model is given of an output. */
const modelOutputMaxChars = 12_000;

export type RequestedCall = {
  name: string;
  /** As the model wrote it. */
  arguments: string;
};

type Ended = Pick<ToolCall, 'output'> & { state: 'complete' | 'failed' | 'refused' };

const said = (error: AppError) => `Error: ${[error.message, error.hint].filter(Boolean).join('. ')}`;

async function callWithinTime(tool: ReadyTool, input: Record<string, unknown>, signal: AbortSignal, timeoutMs: number): Promise<ToolOutcome> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const either = AbortSignal.any([signal, timeout]);
  try {
    return await orAborted(tool.call(input, either), either);
  } catch (error) {
    throwIfAborted(signal);
    if (timeout.aborted) throw new AppError('timed_out', `It took longer than ${timeoutMs / 1000} s`, {}, { cause: error });
    throw error;
  }
}

/** Makes the calls of one agent: each is shown as it happens, and whatever comes of it is told to the model as text. */
export class ToolCaller {
  readonly #made = new Map<string, number>();
  #count = 0;

  constructor(
    readonly run: AgentRun,
    readonly timeoutMs = toolTimeoutMs,
  ) {}

  /** @returns what the model is told, errors included. @throws AppError cancelled */
  async call({ name, arguments: written }: RequestedCall): Promise<string> {
    const startMs = performance.now();
    this.#count += 1;
    const id = `call${String(this.#count).padStart(5, '0')}`;
    const tool = this.run.tools.find((each) => each.name === name || each.id === name);
    const shown = { id, tool: tool?.id ?? name.slice(0, 100), input: written.slice(0, outputMaxChars) };
    const { state, output = '' } = await this.#perform(tool, shown);
    const durationMs = Math.round(performance.now() - startMs);
    this.run.emit({ type: 'tool-result', id, state, output: output.slice(0, outputMaxChars), durationMs });
    return this.#fenced(output);
  }

  #fenced(output: string): string {
    const { fence } = this.run;
    const cut = output.length > modelOutputMaxChars ? `${output.slice(0, modelOutputMaxChars)}\n(the rest was cut off)` : output;
    return `${fence}\n${cut}\n${fence} end`;
  }

  #show(call: Pick<ToolCall, 'id' | 'tool' | 'input'>, state: 'waiting' | 'running'): void {
    this.run.emit({ type: 'tool-call', call: { ...call, state } });
  }

  async #perform(tool: ReadyTool | undefined, call: Pick<ToolCall, 'id' | 'tool' | 'input'>): Promise<Ended> {
    let isShown = false;
    try {
      const input = this.#check(tool, call);
      if (tool!.needsApproval) {
        isShown = true;
        const refusal = await this.#refusalOf(call);
        if (refusal !== undefined) return { state: 'refused', output: refusal };
      }
      isShown = true;
      this.#show(call, 'running');
      return { state: 'complete', output: await this.#outputOf(tool!, input) };
    } catch (error) {
      throwIfAborted(this.run.signal);
      if (!(error instanceof AppError)) throw error;
      if (!isShown) this.#show(call, 'running');
      return { state: error.code === 'forbidden' && !isShown ? 'refused' : 'failed', output: said(error) };
    }
  }

  /** @throws AppError that the model is told of; forbidden where a limit is reached */
  #check(tool: ReadyTool | undefined, { tool: name, input: written }: Pick<ToolCall, 'tool' | 'input'>): Record<string, unknown> {
    if (!tool) {
      const names = this.run.tools.map((each) => each.name).join(', ');
      throw new AppError('not_found', `There is no tool named "${name}"`, { hint: `There are: ${names || 'none'}.` });
    }
    const input = readToolInput(tool, written);
    const key = sameInputKey(tool.id, input);
    const made = this.#made.get(key) ?? 0;
    this.#made.set(key, made + 1);
    if (made >= sameCallLimit) throw new AppError('forbidden', `This same call was made ${made} times already; use what it gave, or answer`);
    if (this.#count > callsLimit) throw new AppError('forbidden', `${callsLimit} calls were made already; answer with what they gave`);
    return input;
  }

  /** Why the call is not made; undefined where it is allowed. */
  async #refusalOf(call: Pick<ToolCall, 'id' | 'tool' | 'input'>): Promise<string | undefined> {
    const { turn, signal } = this.run;
    if (!turn.awaitDecision) {
      this.#show(call, 'running');
      return 'Error: This tool needs the approval of a person, and nobody can be asked here. Answer without it.';
    }
    const decided = turn.awaitDecision(call.id, signal);
    this.#show(call, 'waiting');
    const decision = await decided;
    if (decision === 'allow') return undefined;
    return decision === 'refuse' ? 'Error: The person refused this call. Answer without it.' : 'Error: Nobody allowed this call in time. Answer without it.';
  }

  async #outputOf(tool: ReadyTool, input: Record<string, unknown>): Promise<string> {
    const { sources, signal, emit } = this.run;
    const outcome = await callWithinTime(tool, input, signal, this.timeoutMs);
    const output = sources.add(outcome);
    if (outcome.found?.length || outcome.traces?.length) emit(sources.event());
    return output;
  }
}
