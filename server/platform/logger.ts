import { pino, type Logger } from 'pino';

export type { Logger };

const secretPaths = ['apiKey', '*.apiKey', 'authorization', '*.authorization', 'cookie', '*.cookie', 'headers.authorization', 'headers.cookie', 'password', '*.password'];

/** JSON lines on standard output; anything that may be a secret is redacted. */
export function createLogger(level: string): Logger {
  return pino({ level, base: undefined, redact: { paths: secretPaths, censor: '[redacted]' }, timestamp: pino.stdTimeFunctions.isoTime });
}
