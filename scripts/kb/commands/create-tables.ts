import type { Command } from '../command.ts';

/** Opening the database brings its tables up to date, so there is nothing left to do. */
export const createTables: Command = {
  name: 'create-tables',
  summary: 'make the database and its tables, if they are not there; what is there stays',
  usage: '',
  startsWork: false,
  async run({ config, say }) {
    say(`The tables are there: ${config.databaseUrl}`);
    return 0;
  },
};
