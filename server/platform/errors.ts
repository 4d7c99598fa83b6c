import { httpStatusByCode, type ErrorCode } from '#contracts/error';

/** A failure with a name. `details.field` names the field at fault, `details.hint` says what helps. Anything else thrown is a bug. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get status(): number {
    return httpStatusByCode[this.code];
  }

  get hint(): string | undefined {
    return typeof this.details.hint === 'string' ? this.details.hint : undefined;
  }
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether the operating system said this code: ENOENT, ENOSPC, EIO... */
export function hasErrnoCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled', 'The operation was cancelled');
}
