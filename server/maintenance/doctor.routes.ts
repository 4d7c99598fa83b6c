import { DoctorReport, DoctorRequest } from '#contracts/maintenance';
import type { AppContext } from '../context.ts';
import { type Route, route } from '../platform/http.ts';
import { examine } from './doctor/doctor.ts';

export function doctorRoutes(context: AppContext): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/maintenance/doctor',
      summary: 'Compare rows, keyword rows, vectors, indexes and files with each other, and put right what disagrees',
      body: DoctorRequest,
      responds: DoctorReport,
      handle: ({ body }) => examine(context, body),
    }),
  ];
}
