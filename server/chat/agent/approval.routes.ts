import { z } from 'zod';
import { DecideToolCall } from '#contracts/tool';
import { AppError } from '../../platform/errors.ts';
import { route, type Route } from '../../platform/http.ts';
import type { TurnRegistry } from '../turn-registry.ts';
import type { Approvals } from './approvals.ts';

const CallParams = z.object({ id: z.string().min(1).max(64), callId: z.string().min(1).max(64) });

export function approvalRoutes({ turns, approvals }: { turns: TurnRegistry; approvals: Approvals }): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/turns/:id/tool-calls/:callId',
      summary: 'Allow or refuse a call of a tool that an agent waits to make',
      params: CallParams,
      body: DecideToolCall,
      status: 204,
      async handle({ principal, params, body }) {
        if (!turns.find(principal, params.id)) throw new AppError('not_found', `Turn ${params.id} is not under way`);
        approvals.decide(params.id, params.callId, body.decision);
      },
    }),
  ];
}
