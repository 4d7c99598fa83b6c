import type { AssistantMessage } from '#contracts/message';
import type { ToolCall } from '#contracts/tool-call';
import { type ChunkForm, idsOf } from './answer-chunks.ts';

const fence = '\n```\n';

/** What a tool was given and gave, in the lines that old pages show one below the other. */
export function toolLines({ tool, input, state, output = '' }: ToolCall): string[] {
  if (state === 'complete') return [fence, `工具名称: ${tool}`, '工具状态: 调用成功', `工具输入: ${input}`, `工具输出: ${output}`, fence];
  return [fence, `工具名称: ${tool}`, '工具状态: 调用失败', `错误信息: ${output}`, '重新开始尝试', fence];
}

/** The thoughts and calls that led to the answer, as one text. */
function thoughtsOf({ toolCalls = [] }: AssistantMessage): string {
  return toolCalls.map((call) => `${call.thought ?? ''}${toolLines(call).join('\n')}`).join('');
}

/** What an agent says as it goes, each call of a tool when it has ended, and the answer once more as a whole. */
export const agentForm: ChunkForm = {
  during(event, answer) {
    if (event.type === 'text-delta') return { answer: event.delta };
    const call = event.type === 'tool-result' ? answer.toolCalls?.find(({ id }) => id === event.id) : undefined;
    return call && { tools: toolLines(call) };
  },
  last: (answer) => ({ final_answer: answer.text, ...idsOf(answer) }),
  whole: (answer) => ({ answer: `${thoughtsOf(answer)}${answer.text}`, final_answer: answer.text, ...idsOf(answer) }),
};
