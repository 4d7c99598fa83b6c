import { tryDamagedIndexes } from '../../server/testing/index-damage.ts';

/*
 * Damages saved indexes in every way: npx tsx scripts/robustness/damaged-indexes.ts [count]
 */
const { trials, unnoticed, wrong, processDeaths } = await tryDamagedIndexes(Number(process.argv[2] ?? 400));
for (const each of unnoticed) console.log(`unnoticed: ${each}`);
for (const each of wrong) console.log(`other answers: ${each}`);
console.log(`${trials} damaged indexes, ${unnoticed.length} unnoticed, ${wrong.length} with other answers, ${processDeaths} deaths of the index process`);
process.exitCode = unnoticed.length + wrong.length + processDeaths > 0 ? 1 : 0;
