import { QueryClient } from '@tanstack/react-query';
import { toApiError } from './api/request.ts';

/** One cache for the page; only failures that time may mend are tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The server is on this machine or this network: being offline says nothing about it.
      networkMode: 'always',
      staleTime: 5_000,
      retry: (failures, error) => failures < 3 && ['unreachable', 'unavailable', 'timed_out'].includes(toApiError(error).code),
      retryDelay: (failures) => Math.min(8_000, 500 * 2 ** failures),
    },
    mutations: { networkMode: 'always' },
  },
});
