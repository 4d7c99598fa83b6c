// Brings a fresh clone to a running system: installs, generates and builds what is missing or out of date, then runs.
// Node's built-in modules only, since nothing else is there yet.
const oldestNode = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
  console.error(`Lectern needs Node ${oldestNode.join('.')} or newer; this is Node ${process.versions.node}. Get a newer one from https://nodejs.org`);
  process.exit(1);
}

const { runCommand } = await import('./bootstrap/commands.mjs');
process.exitCode = await runCommand(process.argv[2], process.argv.slice(3));
