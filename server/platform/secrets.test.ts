import { mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openSecrets } from './secrets.ts';

const newFolder = () => mkdtemp(path.join(tmpdir(), 'lectern-secrets-'));

test('a secret is read back after a restart and never stands in the sealed text', async () => {
  const folder = await newFolder();
  const sealed = (await openSecrets(folder)).seal('sk-very-secret-钥匙');
  expect(sealed).not.toContain('secret-');
  expect((await openSecrets(folder)).unseal(sealed)).toBe('sk-very-secret-钥匙');
});

test('the key file is readable by its owner only', async () => {
  const folder = await newFolder();
  await openSecrets(folder);
  expect((await stat(path.join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
});

test('the same secret is sealed differently each time', async () => {
  const secrets = await openSecrets(await newFolder());
  expect(secrets.seal('same')).not.toBe(secrets.seal('same'));
});

test('a secret of another installation, or an altered one, is refused with a hint', async () => {
  const ours = await openSecrets(await newFolder());
  const theirs = await openSecrets(await newFolder());
  const sealed = ours.seal('sk-1');
  const altered = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA');
  for (const attempt of [() => theirs.unseal(sealed), () => ours.unseal(altered), () => ours.unseal('v1.')]) {
    expect(attempt).toThrow(expect.objectContaining({ code: 'unavailable', hint: 'Enter the API key again.' }));
  }
});

test('a damaged key file stops the start instead of being overwritten', async () => {
  const folder = await newFolder();
  await writeFile(path.join(folder, 'secret.key'), 'short');
  await expect(openSecrets(folder)).rejects.toThrow(/secret\.key .* damaged/);
});
