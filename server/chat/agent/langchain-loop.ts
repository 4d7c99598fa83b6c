import { createAgent, createMiddleware, ToolMessage } from 'langchain';
import type { OfferedTool, PromptMessage, ToolUse } from '../../models/chat-model.ts';
import { AppError } from '../../platform/errors.ts';
import type { AgentRun } from './agent-run.ts';
import { askStep } from './ask-model.ts';
import { AgentChatModel, type AskModel, toLangChain } from './langchain-model.ts';
import { wordsFor } from './react-words.ts';
import { createStepWriter } from './step-writer.ts';
import { withoutToolUses } from './without-tool-uses.ts';
import type { ToolCaller } from './tool-caller.ts';

/** Of LangGraph: asking the model and calling tools are steps of its own. */
const graphStepsPerStep = 3;
const noMoreTools = 'No more tools can be called. Answer now, from what is known.';

/** Some servers number the calls of every answer anew; each has to be told from those before. */
function withDistinctIds(uses: readonly ToolUse[], taken: Set<string>): ToolUse[] {
  return uses.map((use) => {
    let { id } = use;
    for (let copy = 1; id === '' || taken.has(id); copy++) id = `call${String(taken.size + copy).padStart(5, '0')}`;
    taken.add(id);
    return { ...use, id };
  });
}

/** The model's answers, each written as it comes. In the last of them no tools are offered, so that it has to say something. */
function askInSteps(run: AgentRun, maxSteps: number): AskModel {
  const offered: OfferedTool[] = run.tools.map(({ name, description, input }) => ({ name, description, input }));
  const taken = new Set<string>();
  let step = 0;
  return async (messages) => {
    step += 1;
    const isLast = step > maxSteps;
    if (isLast) run.sources.note(`The limit of ${maxSteps} steps was reached`);
    const writer = createStepWriter(run);
    let text = '';
    const onText = (delta: string) => {
      text += delta;
      writer.write(delta);
    };
    const asked = isLast ? withoutToolUses(messages, noMoreTools) : messages;
    const uses = await askStep(run, { messages: asked, tools: isLast ? [] : offered, onText });
    writer.end();
    if (isLast && text.trim() === '') writer.write(wordsFor(run.turn.question).stopped(maxSteps));
    return { text, uses: isLast ? [] : withDistinctIds(uses, taken) };
  };
}

/** What went wrong below LangChain's own errors. */
function causeOf(error: unknown): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof AppError) return cause;
  return error;
}

/**
 * The agent of a model that calls tools itself: LangChain's loop over our model and our tools.
 * @param base the prompt, the question last
 */
export async function runLangChainLoop(run: AgentRun, base: readonly PromptMessage[], caller: ToolCaller, maxSteps: number): Promise<void> {
  const callTools = createMiddleware({
    name: 'LecternTools',
    async wrapToolCall({ toolCall: { id = '', name, args } }) {
      const content = await caller.call({ name, arguments: String(args.written ?? '') });
      return new ToolMessage({ content, tool_call_id: id, name });
    },
  });
  const agent = createAgent({ model: new AgentChatModel(askInSteps(run, maxSteps)), tools: [], middleware: [callTools] });
  const recursionLimit = (maxSteps + 2) * graphStepsPerStep;
  try {
    await agent.invoke({ messages: base.map(toLangChain) }, { recursionLimit, signal: run.signal });
  } catch (error) {
    throw causeOf(error);
  }
}
