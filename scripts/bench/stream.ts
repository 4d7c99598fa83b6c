import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from '../testing/real-server.ts';
import { median } from './compare.ts';
import { processCpuSeconds } from './process-cpu.ts';
import { readAnswer } from './stream/read-answer.ts';
import { type Program, programSide, serverSide, type Side, startProgram } from './stream/sides.ts';

const defaults = { streams: 500, words: 200, rounds: 3 };
const intervalMs = 100;
const preparedAtOnce = 20;

/** Times are medians over the answers; `addedMs` is from the model's saying its first word to the reader's hearing it. */
type Figures = { complete: number; firstWordMs: number; addedMs: number; cpuMsPerWord: number };

/** Askers come evenly over the time that one answer takes, as they do where so many are always answered. */
async function runRound(side: Side, streams: number, words: number): Promise<Figures> {
  const asked: Awaited<ReturnType<Side['prepare']>>[] = [];
  while (asked.length < streams) asked.push(...(await Promise.all(Array.from({ length: Math.min(preparedAtOnce, streams - asked.length) }, () => side.prepare()))));
  const before = await processCpuSeconds(side.pid);
  const heard = await Promise.all(
    asked.map(async (each, index) => {
      await pause((index / streams) * words * intervalMs);
      return readAnswer(each, `word${words - 1}`);
    }),
  );
  const cpuSeconds = (await processCpuSeconds(side.pid)) - before;
  const complete = heard.filter((each) => each !== undefined);
  return {
    complete: complete.length,
    firstWordMs: median(complete.map(({ firstWordMs }) => firstWordMs)),
    addedMs: median(complete.map(({ addedMs }) => addedMs)),
    cpuMsPerWord: (cpuSeconds * 1000) / (streams * words),
  };
}

/**
 * Many answers streamed at once through the server, against the same through a raw pipe and through LangChain.
 * @param args number of streams, words of an answer, rounds
 */
export async function benchStream(args: readonly string[]): Promise<void> {
  const [streams = defaults.streams, words = defaults.words, rounds = defaults.rounds] = args.map(Number);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lectern-bench-'));
  const programs: Program[] = [];
  const start = async (file: string, ...more: string[]) => {
    const program = await startProgram(file, ...more);
    programs.push(program);
    return program;
  };
  const server = await startServer(dataDir);
  try {
    const model = await start('paced-model.ts', String(words), String(intervalMs));
    const sides = [
      await serverSide(server, model.url),
      programSide('a raw pipe', await start('raw-pipe.ts', model.url)),
      programSide("LangChain's ChatOpenAI, nothing else", await start('langchain-pipe.ts', model.url)),
    ];
    const results = sides.map(() => [] as Figures[]);
    for (const side of sides) await runRound(side, Math.ceil(streams / 5), words);
    for (let round = 0; round < rounds; round++) {
      for (const [index, side] of sides.entries()) results[index]!.push(await runRound(side, streams, words));
    }
    print(sides, results, { streams, words, rounds });
  } finally {
    await server.stop();
    for (const { child } of programs) child.kill();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function print(sides: readonly Side[], results: readonly Figures[][], { streams, words, rounds }: typeof defaults): void {
  console.log(`${streams} answers at once, ${words} words each, one every ${intervalMs} ms; median of ${rounds} rounds`);
  const figures = results.map((each) => summaryOf(each));
  for (const [index, { complete, firstWordMs, addedMs, cpuMsPerWord }] of figures.entries()) {
    const times = `first word after ${firstWordMs.toFixed(0)} ms, added to it ${addedMs.toFixed(1)} ms`;
    console.log(`  ${sides[index]!.label.padEnd(38)} ${complete} of ${streams} complete, ${times}, ${cpuMsPerWord.toFixed(4)} ms CPU a word`);
  }
  const [own, pipe, langChain] = figures as [Figures, Figures, Figures];
  const added = ({ addedMs }: Figures) => addedMs - pipe.addedMs;
  console.log(`  added to the first word beside the pipe: ${added(own).toFixed(1)} ms, by LangChain ${added(langChain).toFixed(1)} ms: ${(added(own) / added(langChain)).toFixed(2)}x`);
  console.log(`  CPU a word: ${(own.cpuMsPerWord / pipe.cpuMsPerWord).toFixed(2)}x the pipe, LangChain ${(langChain.cpuMsPerWord / pipe.cpuMsPerWord).toFixed(2)}x`);
  if (own.complete < streams) process.exitCode = 1;
}

function summaryOf(rounds: readonly Figures[]): Figures {
  const middle = (figure: keyof Figures) => median(rounds.map((round) => round[figure]));
  return { complete: Math.min(...rounds.map(({ complete }) => complete)), firstWordMs: middle('firstWordMs'), addedMs: middle('addedMs'), cpuMsPerWord: middle('cpuMsPerWord') };
}
