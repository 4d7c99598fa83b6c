import type { GivenTransport, ToolServer } from '#contracts/tool';

/** A secret by its name. Of a stored one the value is not known; it stays while nothing is typed. */
export type SecretLine = { name: string; value: string; isStored: boolean };

export type ToolServerForm = {
  name: string;
  kind: GivenTransport['kind'];
  command: string;
  /** One argument per line. */
  args: string;
  url: string;
  secrets: SecretLine[];
  needsApproval: boolean;
};

export function formOf(server: ToolServer | undefined): ToolServerForm {
  const { name = '', needsApproval = true, transport } = server ?? {};
  const stored = transport ? (transport.kind === 'stdio' ? transport.env : transport.headers) : [];
  const secrets = stored.map((each) => ({ name: each, value: '', isStored: true }));
  const form = { name, needsApproval, secrets, kind: transport?.kind ?? 'stdio', command: '', args: '', url: '' } as const;
  if (!transport) return form;
  return transport.kind === 'stdio' ? { ...form, command: transport.command, args: transport.args.join('\n') } : { ...form, url: transport.url };
}

export function transportOf({ kind, command, args, url, secrets }: ToolServerForm): GivenTransport {
  const named = secrets.filter(({ name }) => name.trim() !== '');
  const given = Object.fromEntries(named.map(({ name, value, isStored }) => [name.trim(), isStored && value === '' ? null : value]));
  if (kind === 'http') return { kind, url: url.trim(), headers: given };
  return { kind, command: command.trim(), args: args.split('\n').filter((line) => line.trim() !== ''), env: given };
}
