import { loadConfig } from '../server/platform/config.ts';
import { messageOf } from '../server/platform/errors.ts';
import { runCommand } from './kb/main.ts';

try {
  process.exitCode = await runCommand(process.argv.slice(2), loadConfig, {
    say: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
  });
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
