import { searchProtocols } from '../../search-engines/engines/index.ts';

/** What Exa was called. */
const formerNames: Readonly<Record<string, string>> = { metaphor: 'exa' };

export const engineIdOf = (name: string): string => formerNames[name] ?? name;

export const listEngineNames = (): string[] => searchProtocols.ids().map((id) => Object.keys(formerNames).find((former) => formerNames[former] === id) ?? id);
