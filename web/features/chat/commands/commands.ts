import { ChatModeId } from '#contracts/message';
import type { Dictionary } from '../../../lib/i18n/language.ts';

export const CommandNames = ['new', 'clear', 'delete', 'export', 'mode', 'help'] as const;
export type CommandName = (typeof CommandNames)[number];

/** What a typed line asks for. `argument` is a name; of `mode`, the id of one. */
export type Command = { name: CommandName; argument: string };

/** How each is typed, in either language; the first is shown. */
const spellings: Record<CommandName, readonly string[]> = {
  new: ['new', '新建'],
  clear: ['clear', '清空'],
  delete: ['del', 'delete', '删除'],
  export: ['export', '导出'],
  mode: ['mode', '模式'],
  help: ['help', '帮助'],
};
const takesName: readonly CommandName[] = ['new', 'clear', 'delete'];

/** A line of the menu. */
export type CommandEntry = {
  id: string;
  /** As it is typed: `/new`. */
  typed: string;
  command: CommandName;
  mode?: ChatModeId;
  /** What stands in the question box when it is completed. */
  completed: string;
  /** What Enter does; undefined while something has to be chosen first. */
  runs: Command | undefined;
};

export function isCommandLine(text: string): boolean {
  return /^[/／]/.test(text);
}

export function takesArgument(name: CommandName): boolean {
  return name === 'mode' || takesName.includes(name);
}

/** The commands that begin like the text, or fit it; none for a question that happens to begin with a slash. @param modes their names in the reader's language */
export function commandEntries(text: string, modes: Dictionary['chat']['modes']): CommandEntry[] {
  const line = /^[/／](\S*)([ \t\u3000]*)([^\n]*)$/u.exec(text);
  if (!line) return [];
  const [, word = '', space = '', rest = ''] = line;
  const typed = word.toLowerCase();
  if (space === '') return CommandNames.filter((name) => spellings[name].some((each) => each.startsWith(typed))).map((name) => entryOf(name, typed));
  const name = CommandNames.find((each) => spellings[each].includes(typed));
  if (!name) return [];
  const argument = rest.trim();
  if (name === 'mode') return modeEntries(word, argument.toLowerCase(), modes);
  if (argument !== '' && !takesName.includes(name)) return [];
  return [{ ...entryOf(name, typed), completed: text, runs: { name, argument } }];
}

function entryOf(name: CommandName, typed: string): CommandEntry {
  const spelling = spellings[name].find((each) => each === typed) ?? spellings[name].find((each) => typed !== '' && each.startsWith(typed)) ?? spellings[name][0]!;
  return {
    id: name,
    typed: `/${spelling}`,
    command: name,
    completed: takesArgument(name) ? `/${spelling} ` : `/${spelling}`,
    runs: name === 'mode' ? undefined : { name, argument: '' },
  };
}

function modeEntries(word: string, wanted: string, modes: Dictionary['chat']['modes']): CommandEntry[] {
  const fits = (mode: ChatModeId) => mode.startsWith(wanted) || modes[mode].toLowerCase().includes(wanted);
  return ChatModeId.options.toReversed().filter(fits).map((mode) => ({
    id: `mode-${mode}`,
    typed: `/${word} ${modes[mode]}`,
    command: 'mode',
    mode,
    completed: `/${word} ${modes[mode]}`,
    runs: { name: 'mode', argument: mode },
  }));
}
