import { isUniqueViolation } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';

/** Writes something with a name that nothing else of its kind may have. @throws AppError conflict when another has it */
export async function refuseTakenName<Result>(kind: string, name: string | undefined, write: () => Promise<Result>): Promise<Result> {
  return write().catch((error: unknown) => {
    throw isUniqueViolation(error) ? new AppError('conflict', `There is a ${kind} named "${name}" already`, { field: 'name' }) : error;
  });
}
