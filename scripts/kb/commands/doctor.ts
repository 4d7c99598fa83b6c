import type { DoctorReport } from '#contracts/maintenance';
import type { Command } from '../command.ts';

export const doctor: Command = {
  name: 'doctor',
  summary: 'compare database, keyword rows, vectors, indexes and files; exit code 1 when something disagrees',
  usage: '[--repair] [--deep]',
  options: { repair: { type: 'boolean' }, deep: { type: 'boolean' } },
  startsWork: false,
  async run({ api, given: { flags }, say }) {
    const { counts, findings, repaired } = await api.send<DoctorReport>('POST', '/api/maintenance/doctor', { repair: flags.has('repair'), deep: flags.has('deep') });
    for (const { kind, subject, knowledgeBaseId } of findings) say(`${kind}  ${subject}${knowledgeBaseId ? `  in knowledge base ${knowledgeBaseId}` : ''}`);
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (total > findings.length) say(`... and ${total - findings.length} more: ${Object.entries(counts).map(([kind, count]) => `${kind} ${count}`).join(', ')}`);
    say(total === 0 ? 'Everything agrees.' : `${total} findings`);
    if (repaired > 0) say(`${repaired} repaired; documents that are read again are done when they are ready.`);
    return total === 0 || repaired > 0 ? 0 : 1;
  },
};
