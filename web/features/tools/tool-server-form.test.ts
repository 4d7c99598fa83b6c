import { expect, test } from 'vitest';
import type { ToolServer } from '#contracts/tool';
import { formOf, transportOf } from './tool-server-form.ts';

const server: ToolServer = {
  id: 's1',
  name: 'Files',
  isOn: true,
  needsApproval: true,
  transport: { kind: 'stdio', command: 'node', args: ['server.js', '--root', '/a b'], env: ['TOKEN', 'LEVEL'] },
  state: 'idle',
  toolCount: 0,
};

test('a program that is opened and saved keeps its arguments and its secrets', () => {
  const { command, args } = server.transport as Extract<ToolServer['transport'], { kind: 'stdio' }>;
  expect(transportOf(formOf(server))).toEqual({ kind: 'stdio', command, args, env: { TOKEN: null, LEVEL: null } });
});

test('a secret that is typed replaces the stored one, and one whose line is gone is forgotten', () => {
  const form = { ...formOf(server), secrets: [{ name: 'TOKEN', value: 'new', isStored: true }] };
  expect(transportOf(form)).toMatchObject({ env: { TOKEN: 'new' } });
});

test('lines without a name and without text are left out', () => {
  const form = { ...formOf(undefined), command: ' node ', args: 'a\n\nb\n', secrets: [{ name: ' ', value: 'x', isStored: false }] };
  expect(transportOf(form)).toEqual({ kind: 'stdio', command: 'node', args: ['a', 'b'], env: {} });
});

test('an address takes its secrets as headers', () => {
  const secrets = [{ name: 'Authorization', value: 'Bearer a', isStored: false }];
  const form = { ...formOf(undefined), kind: 'http', url: 'http://127.0.0.1:9/mcp', secrets } as const;
  expect(transportOf({ ...form, secrets: [...secrets] })).toEqual({ kind: 'http', url: 'http://127.0.0.1:9/mcp', headers: { Authorization: 'Bearer a' } });
});
