import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { open, readFile, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { AppError, hasErrnoCode } from './errors.ts';

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;
const formatPrefix = 'v1.';

/** Keeps short secrets (API keys) unreadable in the database and its backups. */
export type Secrets = {
  seal(plaintext: string): string;
  /** @throws AppError unavailable when it was sealed with another key, or altered */
  unseal(sealed: string): string;
};

async function writeNewKey(file: string): Promise<Buffer> {
  const key = randomBytes(keyBytes);
  const unfinished = `${file}.new`;
  await unlink(unfinished).catch(() => undefined);
  const handle = await open(unfinished, 'wx', 0o600);
  try {
    await handle.writeFile(key.toString('hex'));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
  const folder = await open(path.dirname(file));
  await folder.sync().finally(() => folder.close());
  return key;
}

async function loadOrCreateKey(file: string): Promise<Buffer> {
  try {
    const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'hex');
    if (key.length === keyBytes) return key;
  } catch (error) {
    if (hasErrnoCode(error, 'ENOENT')) return writeNewKey(file);
    throw error;
  }
  throw new AppError('unsupported', `${path.basename(file)} in the data folder is damaged`, {
    hint: 'Restore it from a backup, or remove it and enter the API keys again.',
  });
}

/** AES-256-GCM with the key in `secret.key` of the data folder, made at first start and readable by its owner only. */
export async function openSecrets(dataDir: string): Promise<Secrets> {
  const key = await loadOrCreateKey(path.join(dataDir, 'secret.key'));
  return {
    seal(plaintext) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([iv, cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return formatPrefix + sealed.toString('base64url');
    },
    unseal(sealed) {
      try {
        const bytes = Buffer.from(sealed.slice(formatPrefix.length), 'base64url');
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
        decipher.setAuthTag(bytes.subarray(-tagBytes));
        return decipher.update(bytes.subarray(ivBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        const message = 'A stored API key cannot be read with the secret.key of this data folder';
        throw new AppError('unavailable', message, { hint: 'Enter the API key again.' }, { cause });
      }
    },
  };
}
