import { scoreThresholdLimits } from '#contracts/search';
import { commonThreshold, coverageRate, hitRate, meanReciprocalRank, normalizedGain, precision, shareAtLeast, shareBelow } from '../../server/evaluation/metrics.ts';
import type { Outcome } from './ask-questions.ts';
import { type Measure, meanFloors, setFloors } from './floors.ts';

const percent = (share: number) => 100 * share;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

type Figure = { measure: Measure; value: number };

function figuresOf(outcome: Outcome): Figure[] {
  const { ranked, listed, answered } = outcome;
  const figures: Figure[] = [
    { measure: 'hit@1', value: percent(hitRate(ranked, 1)) },
    { measure: 'hit@5', value: percent(hitRate(ranked, 5)) },
    { measure: 'hit@10', value: percent(hitRate(ranked, 10)) },
    { measure: 'MRR@10', value: meanReciprocalRank(ranked) },
    { measure: 'nDCG@10', value: normalizedGain(ranked) },
  ];
  if (listed.length > 0) figures.push({ measure: 'all@5', value: percent(coverageRate(listed, 5)) }, { measure: 'precision@5', value: percent(precision(listed, 5)) });
  return answered.length === 0 ? figures : [...figures, { measure: 'quoted', value: percent(mean(answered.map(Number))) }];
}

function refusalFigures(outcomes: readonly Outcome[], threshold: number): Figure[] {
  const meanOf = (share: (outcome: Outcome) => number) => percent(mean(outcomes.map(share)));
  return [
    { measure: 'kept', value: meanOf((outcome) => shareAtLeast(outcome.answerableScores, threshold)) },
    { measure: 'refused', value: meanOf((outcome) => shareBelow(outcome.unanswerableScores, threshold)) },
    { measure: 'near-miss', value: meanOf((outcome) => shareBelow(outcome.nearMissScores, threshold)) },
  ];
}

const shown = (value: number) => (value <= 1 ? value.toFixed(4) : value.toFixed(1));

/** @returns the lines, and whether every floor is held */
function linesOf(title: string, figures: readonly Figure[], floors: Partial<Record<Measure, number>>): { lines: string[]; isHeld: boolean } {
  const rows = figures.map(({ measure, value }) => ({ measure, value, floor: floors[measure] }));
  const isMissed = (row: (typeof rows)[number]) => row.floor !== undefined && value(row) < row.floor;
  const value = (row: { value: number }) => Math.round(row.value * 10_000) / 10_000;
  const lines = rows.map((row) =>
    [`  ${row.measure.padEnd(11)}`, shown(row.value).padStart(7), row.floor === undefined ? '' : `  floor ${row.floor}`, isMissed(row) ? '  BELOW' : ''].join(''),
  );
  return { lines: [title, ...lines], isHeld: !rows.some(isMissed) };
}

/** The figures as text, with the floor beside each that has one. */
export function report(outcomes: readonly Outcome[]): { text: string; isHeld: boolean } {
  const sections = outcomes.map((outcome) => linesOf(`${outcome.name} (${outcome.ranked.length} questions)`, figuresOf(outcome), setFloors[outcome.name] ?? {}));
  const judged = outcomes.filter((outcome) => outcome.unanswerableScores.length > 0);
  if (judged.length > 0) {
    const threshold = commonThreshold(judged.map((each) => ({ answerable: each.answerableScores, unanswerable: each.unanswerableScores })));
    const byDefault = scoreThresholdLimits.default;
    sections.push(
      linesOf(`Refusal, mean of ${judged.length} sets, at ${threshold.toFixed(3)}, where 95 % are kept`, refusalFigures(judged, threshold), meanFloors),
      linesOf(`Refusal, mean of ${judged.length} sets, at the default threshold ${byDefault}`, refusalFigures(judged, byDefault), {}),
      ...judged.map((each) => linesOf(`  ${each.name} at the default threshold`, refusalFigures([each], byDefault), {})),
    );
  }
  return { text: sections.flatMap((section) => section.lines).join('\n'), isHeld: sections.every((section) => section.isHeld) };
}
