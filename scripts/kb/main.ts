import { parseArgs } from 'node:util';
import type { Config } from '../../server/platform/config.ts';
import { AppError } from '../../server/platform/errors.ts';
import { Refused } from './api.ts';
import { type Command, type Given, Misused, type Options } from './command.ts';
import { commands } from './commands/index.ts';
import { openApi } from './open-api.ts';

const shared: Options = {
  'kb-name': { type: 'string', short: 'n', multiple: true },
  'embed-model': { type: 'string', short: 'e' },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
};

const usage = `npm run kb -- <command>

${commands.map(({ name, summary }) => `  ${name.padEnd(14)}${summary}`).join('\n')}

-n, --kb-name A B ...   only these knowledge bases; without it, all
-e, --embed-model ID    with this embedding model
--help                  behind a command: how it is called

Files of a knowledge base are those in <data folder>/<name>/content, unless --from names another folder.
Reads the same environment as the server, which may be running: then it does the work.`;

const usageOf = ({ name, summary, usage: behind }: Command) => `npm run kb -- ${name} ${behind}\n\n${summary}`;

/** `-n A B` is `-n A -n B`: every word up to the next option is a name. */
function expandNames(args: readonly string[]): string[] {
  const expanded: string[] = [];
  let isName = false;
  for (const arg of args) {
    if (arg.startsWith('-')) isName = false;
    if (arg === '-n' || arg === '--kb-name') isName = true;
    else expanded.push(...(isName ? ['-n', arg] : [arg]));
  }
  return expanded;
}

function parse({ options = {} }: Command, args: readonly string[]): Given {
  try {
    const { values, positionals } = parseArgs({ args: expandNames(args), options: { ...shared, ...options }, allowPositionals: true });
    const given = Object.entries(values) as [string, unknown][];
    return {
      words: positionals,
      names: (values['kb-name'] as string[] | undefined) ?? [],
      yes: values.yes === true,
      texts: Object.fromEntries(given.filter(([, value]) => typeof value === 'string')) as Record<string, string>,
      flags: new Set(given.filter(([, value]) => value === true).map(([name]) => name)),
    };
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error));
  }
}

export type Output = { say(line: string): void; complain(line: string): void };

/** Does what the arguments say. @returns the exit code: 1 when something failed or disagrees, 2 when it was called wrongly */
export async function runCommand([name, ...args]: readonly string[], loadConfig: () => Config, { say, complain }: Output): Promise<number> {
  const command = commands.find((each) => each.name === name);
  if (!command) {
    say(usage);
    return name === undefined || name === 'help' || name === '--help' ? 0 : 2;
  }
  try {
    const given = parse(command, args);
    if (given.flags.has('help')) {
      say(usageOf(command));
      return 0;
    }
    const config = loadConfig();
    await using opened = await openApi(config, command);
    return await command.run({ api: opened.api, context: opened.context, config, given, say });
  } catch (error) {
    if (!(error instanceof Misused || error instanceof Refused || error instanceof AppError)) throw error;
    complain(error instanceof AppError && error.hint ? `${error.message}. ${error.hint}` : error.message);
    if (error instanceof Misused) complain(`\n${usageOf(command)}`);
    return error instanceof Misused ? 2 : 1;
  }
}
