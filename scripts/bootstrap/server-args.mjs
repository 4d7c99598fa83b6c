/**
 * Arguments that make Node the server. Streaming answers leave much behind that is done with at once; with room for it (in MB,
 * three times at most) a tenth less of the processor goes into sweeping (`npm run bench -- stream`).
 */
export const serverArgs = ['--max-semi-space-size=32', '--import', 'tsx', 'server/main.ts'];
