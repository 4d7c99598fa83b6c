import { type DoctorReport, type DoctorRequest, findingsListedLimit } from '#contracts/maintenance';
import { AppError } from '../../platform/errors.ts';
import { audit } from './audit.ts';
import { repair, type RepairContext } from './repair.ts';

let isRunning = false;

/** Compares everything with everything, and puts right what can be. One at a time. @throws AppError conflict */
export async function examine(context: RepairContext, request: DoctorRequest): Promise<DoctorReport> {
  if (isRunning) throw new AppError('conflict', 'The doctor is at work already', { hint: 'Wait until it is done.' });
  isRunning = true;
  try {
    const found = await audit(context, { deep: request.deep });
    const counts: DoctorReport['counts'] = {};
    for (const { kind } of found) counts[kind] = (counts[kind] ?? 0) + 1;
    const repaired = request.repair ? await repair(context, found) : 0;
    return { counts, findings: found.slice(0, findingsListedLimit), repaired };
  } finally {
    isRunning = false;
  }
}
