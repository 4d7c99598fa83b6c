import type { ParseArgsConfig } from 'node:util';
import type { AppContext } from '../../server/context.ts';
import type { Config } from '../../server/platform/config.ts';
import type { Api } from './api.ts';

export type Options = NonNullable<ParseArgsConfig['options']>;

export type Given = {
  /** Arguments that are no options. */
  words: string[];
  names: string[];
  yes: boolean;
  texts: Readonly<Record<string, string | undefined>>;
  flags: ReadonlySet<string>;
};

export type Run = {
  api: Api;
  config: Config;
  given: Given;
  /** Only while no server runs on the data folder. */
  context?: AppContext;
  say(line: string): void;
};

/** One thing the maintenance command does. */
export type Command = {
  name: string;
  summary: string;
  /** What comes behind its name. */
  usage: string;
  options?: Options;
  /** Whether what waits in the queue is worked on meanwhile, if no server runs that does so. */
  startsWork: boolean;
  /** @returns the exit code */
  run(run: Run): Promise<number>;
};

/** The command was not called as it must be. */
export class Misused extends Error {
  override readonly name = 'Misused';
}
