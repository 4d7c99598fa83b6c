import { createRequire } from 'node:module';

export const loadModule = createRequire(import.meta.url);

/** Whether a module is installed, and made for this machine. */
export function canLoad(name: string): boolean {
  try {
    loadModule(name);
    return true;
  } catch {
    return false;
  }
}
