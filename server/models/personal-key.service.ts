import type { Provider } from '#contracts/model';
import type { Database } from '../platform/database.ts';
import type { Principal } from '../platform/principal.ts';
import type { Secrets } from '../platform/secrets.ts';
import { deletePersonalKey, putPersonalKey } from './personal-key.repository.ts';
import { getProvider } from './provider.repository.ts';
import { presentProvider } from './provider.service.ts';

type Context = { database: Database; secrets: Secrets };

/** @throws AppError not_found */
export async function setPersonalKey({ database, secrets }: Context, principal: Principal, providerId: string, apiKey: string): Promise<Provider> {
  const provider = await getProvider(database, providerId);
  await putPersonalKey(database, principal, providerId, secrets.seal(apiKey));
  return presentProvider(provider, true);
}

/** The shared key is used again. @throws AppError not_found */
export async function removePersonalKey({ database }: Pick<Context, 'database'>, principal: Principal, providerId: string): Promise<Provider> {
  const provider = await getProvider(database, providerId);
  await deletePersonalKey(database, principal, providerId);
  return presentProvider(provider, false);
}
