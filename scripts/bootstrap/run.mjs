import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const parentCheckMs = 500;

/**
 * npm passes SIGTERM on to the shell between it and us, which dies without telling anybody: then our parent changes.
 * @returns the timer to stop
 */
function whenNpmIsGone(stop) {
  const parent = process.ppid;
  const check = () => process.env.npm_lifecycle_event && process.ppid !== parent && stop();
  return setInterval(check, parentCheckMs);
}

/**
 * Runs a program with this terminal and waits for it. Signals sent to this process alone are passed on;
 * Ctrl-C in a terminal reaches the child by itself.
 * @returns {Promise<number>} its exit code; 128 + signal number when a signal ended it
 */
export function run(program, args, { env = {}, shell = false, stdio = 'inherit', timeoutMs } = {}) {
  const child = spawn(program, args, { stdio, env: { ...process.env, ...env }, shell, timeout: timeoutMs });
  const passOn = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, passOn);
  const parentCheck = whenNpmIsGone(() => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const each of signals) process.off(each, passOn);
      clearInterval(parentCheck);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

export function runNode(args, options) {
  return run(process.execPath, args, options);
}

/** npm by the path that started us where there is one: Windows has no program `npm` to spawn directly. */
export function runNpm(args, options) {
  const npm = process.env.npm_execpath;
  return npm ? runNode([npm, ...args], options) : run('npm', args, { ...options, shell: process.platform === 'win32' });
}
