import { z } from 'zod';
import type { RequestedCall } from './tool-caller.ts';

/** What a model has decided in one step of the ReAct protocol (Yao et al., 2022). */
export type ParsedStep = { thought: string; call: RequestedCall } | { thought: string; finalAnswer: string } | { text: string };

/** Only when its first character is there, so that marks of the label are not taken for the answer's. */
const finalAnswer = /(?:^|\n)[ \t*#]*(?:Final Answer|最终答案|最终回答)[ \t*]*[:：](?:\*\*)?\s*(?=[^\s*]|\*[^\s*]|\*\*\S)/i;
const action = /(?:^|\n)[ \t*#]*(?:Action|行动|动作)[ \t*]*[:：][ \t*`]*([^\n`*]+?)[ \t*`]*(?:\n|$|(?=Action Input))/i;
const actionInput = /(?:^|\s)[ \t*#]*(?:Action Input|行动输入|动作输入)[ \t*]*[:：](?:\*\*)?[ \t]*/i;
const nextLabel = /\n[ \t*#]*(?:Thought|思考|Action|行动|动作|Final Answer|最终答案|最终回答)[ \t*]*[:：]/i;
const thoughtLabel = /^[ \t*#]*(?:Thought|思考)[ \t*]*[:：][ \t*]*/i;

/** An action as one JSON object, as ChatGLM3 is asked for it. */
const JsonAction = z.object({ action: z.string().min(1), action_input: z.union([z.string(), z.record(z.string(), z.unknown())]).default('') });
const blob = /\{[^]*"action"[^]*\}/;
/** A call in ChatGLM3's own form: the name, then code that calls tool_call. */
const ownCall = /^\s*([\w/-]+)\s*\n?\s*(?:```(?:python)?\s*)?tool_call\(([^]*)\)\s*(?:```)?\s*$/;
const namedArgument = /(\w+)\s*=\s*(?:'([^']*)'|"([^"]*)"|([^,]+))/g;

/** Where the final answer begins; undefined while none is seen. */
export function finalAnswerStart(text: string): number | undefined {
  const found = finalAnswer.exec(text);
  return found ? found.index + found[0].length : undefined;
}

const bareThought = (text: string) => text.trim().replace(thoughtLabel, '').trim();

function parseBlob(text: string): ParsedStep | undefined {
  const found = blob.exec(text);
  if (!found) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(found[0]);
  } catch {
    return undefined;
  }
  const parsed = JsonAction.safeParse(json);
  if (!parsed.success) return undefined;
  const thought = bareThought(text.slice(0, found.index).replace(/(?:Action\s*[:：]\s*)?(?:```(?:json)?\s*)?$/i, ''));
  const { action: name, action_input: input } = parsed.data;
  const written = typeof input === 'string' ? input : JSON.stringify(input);
  return /^final answer$/i.test(name.trim()) ? { thought, finalAnswer: written } : { thought, call: { name: name.trim(), arguments: written } };
}

function parseOwnCall(text: string): ParsedStep | undefined {
  const found = ownCall.exec(text);
  if (!found) return undefined;
  const entries = [...found[2]!.matchAll(namedArgument)].map(([, name, single, double, bare]) => [name!, single ?? double ?? bare!.trim()]);
  return { thought: '', call: { name: found[1]!, arguments: JSON.stringify(Object.fromEntries(entries)) } };
}

function parseLabels(text: string, found: RegExpExecArray): ParsedStep {
  const rest = text.slice(found.index + found[0].length - 1);
  const input = actionInput.exec(rest);
  const written = input ? rest.slice(input.index + input[0].length) : '';
  const end = nextLabel.exec(written)?.index ?? written.length;
  return { thought: bareThought(text.slice(0, found.index)), call: { name: found[1]!.trim(), arguments: written.slice(0, end).trim() } };
}

/** Reads a step: of an action and a final answer the one that comes first, since the model made up what follows. */
export function parseStep(text: string): ParsedStep {
  const json = parseBlob(text) ?? parseOwnCall(text);
  if (json) return json;
  const final = finalAnswer.exec(text);
  const act = action.exec(text);
  if (act && (!final || act.index < final.index)) return parseLabels(text, act);
  if (!final) return { text: text.trim() };
  return { thought: bareThought(text.slice(0, final.index)), finalAnswer: text.slice(final.index + final[0].length).trim() };
}
