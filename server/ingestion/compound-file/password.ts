import { AppError } from '../../platform/errors.ts';

export function passwordProtected(what: string): AppError {
  return new AppError('unsupported', `The ${what} is protected by a password`, {
    hint: 'Open it with its password, save it without one and upload the new copy.',
  });
}
