import type { ChatModel, ChatModelRequest, OfferedTool, PromptMessage, ToolUse } from '../../models/chat-model.ts';
import { AppError, throwIfAborted } from '../../platform/errors.ts';
import type { ToolScope } from '../../tools/tool.ts';
import type { Turn } from '../chat-mode.ts';
import { countedAside } from '../counted-aside.ts';
import type { AgentRun } from './agent-run.ts';
import { shortenOutputs } from './shorten-outputs.ts';

const maxStepChars = 200_000;
const usesLimit = 16;
/** A model that can read less than assumed says so; the prompt is then halved, this often at most. */
const shortenings = 3;
const toolAnswerTokens = 2_048;
/** As low as the older system goes for the work of tools. */
const toolTemperature = 0.01;

export type StepRequest = {
  messages: readonly PromptMessage[];
  tools?: readonly OfferedTool[];
  /** Words that end the answer, where the model takes some. */
  stop?: readonly string[];
  /** Told of the text as it comes; says whether that was enough. */
  onText(delta: string): boolean | void;
};

const isTooLong = (error: unknown) => error instanceof AppError && error.details.contextExceeded === true;

function parametersFor({ model, choice }: Turn, stop: readonly string[]): ChatModelRequest['parameters'] {
  if (stop.length === 0 || !('stop' in model.parameters.shape)) return choice.parameters;
  return { ...choice.parameters, stop: [...new Set([...(choice.parameters.stop ?? []), ...stop])] };
}

async function streamStep({ turn, emit, signal }: AgentRun, request: ChatModelRequest, onText: StepRequest['onText']): Promise<ToolUse[]> {
  const uses: ToolUse[] = [];
  let chars = 0;
  turn.meter.sent(request.messages, turn.model);
  for await (const event of turn.model.stream(request, signal)) {
    if (event.type === 'place-in-queue') emit(event);
    else if (event.type === 'tool-use') uses.push(event.use);
    else if (event.type !== 'text-delta') turn.meter.told(event);
    else {
      turn.meter.received(event.delta);
      chars += event.delta.length;
      if (onText(event.delta)) break;
    }
    if (chars > maxStepChars) throw new AppError('provider_failed', `The answer went beyond ${maxStepChars} characters`);
  }
  throwIfAborted(signal);
  return uses.slice(0, usesLimit);
}

/** One answer of the model. What does not fit its context is cut from the outputs of tools, the longest first. @returns the calls it asks for */
export async function askStep(run: AgentRun, { messages, tools, stop = [], onText }: StepRequest): Promise<ToolUse[]> {
  const { model, choice, question } = run.turn;
  for (let attempt = 0; ; attempt++) {
    const contextTokens = model.contextTokens / 2 ** attempt;
    const maxTokens = attempt === 0 ? choice.maxTokens : Math.min(choice.maxTokens, Math.floor(contextTokens / 2));
    const budgetTokens = contextTokens - Math.min(maxTokens, contextTokens / 2);
    const request = {
      messages: shortenOutputs(messages, budgetTokens, run.fence, model.countTokens),
      question,
      passages: [],
      temperature: choice.temperature,
      temperatureIsChosen: choice.temperatureIsChosen,
      maxTokens,
      parameters: parametersFor(run.turn, stop),
      ...(tools?.length ? { tools } : {}),
    };
    try {
      return await streamStep(run, request, onText);
    } catch (error) {
      if (attempt === shortenings || !isTooLong(error) || contextTokens === Infinity) throw error;
    }
  }
}

/** What tools ask a model, maybe several at once. */
export function askForTools(model: ChatModel, meter: Turn['meter']): ToolScope['askModel'] {
  const counted = countedAside(model, meter);
  return async (messages, signal) => {
    const request = { messages, question: messages.at(-1)!.content, passages: [], temperature: toolTemperature, maxTokens: toolAnswerTokens };
    let text = '';
    for await (const event of counted.stream(request, signal)) {
      if (event.type === 'text-delta') text += event.delta;
      if (text.length > maxStepChars) throw new AppError('provider_failed', `The answer went beyond ${maxStepChars} characters`);
    }
    return text;
  };
}
