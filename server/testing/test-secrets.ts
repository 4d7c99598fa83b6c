import { openSecrets, type Secrets } from '../platform/secrets.ts';
import { temporaryFolder } from './test-database.ts';

/** Sealed by a key of their own, which is kept nowhere. */
export async function openTestSecrets(): Promise<Secrets> {
  const folder = await temporaryFolder();
  const secrets = await openSecrets(folder.path);
  await folder.remove();
  return secrets;
}
