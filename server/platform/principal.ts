/** On whose behalf something is done. Every repository takes one; there is no unscoped look-up. */
export type Principal = { userId: string };

/** Until people sign in, everybody at this machine is its administrator. */
export const localAdministrator: Principal = { userId: 'local' };
