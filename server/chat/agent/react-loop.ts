import type { PromptMessage } from '../../models/chat-model.ts';
import { AppError } from '../../platform/errors.ts';
import type { AgentRun } from './agent-run.ts';
import { askStep } from './ask-model.ts';
import { parseStep } from './parse-step.ts';
import { describeTools, stopWords, wordsFor } from './react-words.ts';
import { StepReader } from './step-reader.ts';
import { createStepWriter } from './step-writer.ts';
import type { ToolCaller } from './tool-caller.ts';

type Step = { reader: StepReader; text: string };

function promptOf({ turn, tools, fence }: AgentRun, base: readonly PromptMessage[], scratchpad: string): PromptMessage[] {
  const words = wordsFor(turn.question);
  const instructions = words.instructions(describeTools(tools), tools.map(({ name }) => name).join(', '), fence);
  const [first, ...rest] = base[0]?.role === 'system' ? base : [{ role: 'system' as const, content: '' }, ...base];
  const last = rest.at(-1)!;
  const asked = { ...last, content: `Question: ${last.content}\n\n${scratchpad}` };
  return [{ ...first!, content: [first!.content, instructions].filter(Boolean).join('\n\n') }, ...rest.slice(0, -1), asked];
}

/** One step; what belongs to the final answer is written as it comes. */
async function takeStep(run: AgentRun, messages: readonly PromptMessage[]): Promise<Step> {
  const reader = new StepReader();
  const writer = createStepWriter(run);
  await askStep(run, {
    messages,
    stop: stopWords,
    onText(delta) {
      writer.write(reader.push(delta));
      // An action is cut at the stop word; whatever would follow is made up.
      return reader.isAtStopWord && reader.text.trim() !== '';
    },
  });
  writer.write(reader.end());
  writer.end();
  return { reader, text: reader.text };
}

const quoted = (text: string) => `\`${text}\``;

/**
 * The agent of a model that does not call tools itself: it is asked in words to write what it wants called, step by step.
 * @param base the prompt, the question last
 */
export async function runReActLoop(run: AgentRun, base: readonly PromptMessage[], caller: ToolCaller, maxSteps: number): Promise<void> {
  const words = wordsFor(run.turn.question);
  const say = (text: string) => {
    if (text.trim() === '') throw new AppError('provider_failed', `${run.turn.model.label} ended its answer without a word`, { hint: 'Try again, or choose another model.' });
    const writer = createStepWriter(run);
    writer.write(text);
    writer.end();
  };
  let scratchpad = 'Thought:';
  for (let step = 1; step <= maxSteps + 1; step++) {
    const isLast = step > maxSteps;
    if (isLast) run.sources.note(`The limit of ${maxSteps} steps was reached`);
    const { reader, text } = await takeStep(run, promptOf(run, base, isLast ? `${scratchpad}\n${words.noMoreSteps}` : scratchpad));
    const parsed = parseStep(text);
    if ('finalAnswer' in parsed) {
      if (!reader.hasPassed()) say(parsed.finalAnswer);
      return;
    }
    if ('text' in parsed) {
      const said = parsed.text.replace(/^\s*(?:Thought|思考)\s*[:：]\s*/i, '');
      say(step === 1 && said !== '' ? words.withoutAction + quoted(parsed.text) : said);
      return;
    }
    if (isLast) break;
    if (parsed.thought) run.emit({ type: 'text-delta', delta: parsed.thought });
    const { name, arguments: written } = parsed.call;
    const observation = await caller.call(parsed.call);
    scratchpad += ` ${parsed.thought}\nAction: ${name}\nAction Input: ${written}\nObservation: ${observation}\nThought:`;
  }
  say(words.stopped(maxSteps));
}
