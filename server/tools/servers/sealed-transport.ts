import type { GivenTransport } from '#contracts/tool';
import { AppError } from '../../platform/errors.ts';
import type { Secrets } from '../../platform/secrets.ts';
import type { OpenedTransport } from './open-transport.ts';
import type { StoredTransport } from './tool-server.repository.ts';

type Named = Readonly<Record<string, string>>;

const mapValues = (named: Named, change: (value: string) => string) => Object.fromEntries(Object.entries(named).map(([name, value]) => [name, change(value)]));

/** What was given, sealed; `null` keeps what is stored. @throws AppError invalid_request where nothing may be kept */
function sealAll(given: Readonly<Record<string, string | null>>, kept: Named, field: 'env' | 'headers', secrets: Secrets): Record<string, string> {
  const sealed = Object.entries(given).map(([name, value]) => {
    if (value !== null) return [name, secrets.seal(value)];
    if (!Object.hasOwn(kept, name)) {
      throw new AppError('invalid_request', `"${name}" has to be entered again: it goes only to where it was entered for`, { field: `transport.${field}.${name}` });
    }
    return [name, kept[name]!];
  });
  return Object.fromEntries(sealed);
}

/** A secret stays only where the program, or the host, stays the same. @throws AppError invalid_request */
export function sealTransport(given: GivenTransport, stored: StoredTransport | undefined, secrets: Secrets): StoredTransport {
  if (given.kind === 'stdio') {
    const kept = stored?.kind === 'stdio' && stored.command === given.command ? stored.env : {};
    return { ...given, env: sealAll(given.env, kept, 'env', secrets) };
  }
  const kept = stored?.kind === 'http' && new URL(stored.url).origin === new URL(given.url).origin ? stored.headers : {};
  return { ...given, headers: sealAll(given.headers, kept, 'headers', secrets) };
}

/** With the names of its secrets alone; they have to be entered again. */
export function withoutSecrets(stored: StoredTransport): StoredTransport {
  if (stored.kind === 'stdio') return { ...stored, env: mapValues(stored.env, () => '') };
  return { ...stored, headers: mapValues(stored.headers, () => '') };
}

/** @throws AppError unavailable when a secret cannot be read any more */
export function unsealTransport(stored: StoredTransport, secrets: Secrets): OpenedTransport {
  if (stored.kind === 'stdio') return { ...stored, env: mapValues(stored.env, secrets.unseal) };
  return { ...stored, headers: mapValues(stored.headers, secrets.unseal) };
}
