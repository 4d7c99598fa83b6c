import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What a page did that it should not; all empty on a good one. */
export type PageProblems = { foreignRequests: string[]; policyViolations: string[]; errors: string[] };

/** Watches a page from now on. Requests to the page's own origin, `data:` and `blob:` are its own. */
export function watchPage(page: Page, origin: string): PageProblems {
  const problems: PageProblems = { foreignRequests: [], policyViolations: [], errors: [] };
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) problems.foreignRequests.push(url);
  });
  page.on('console', (message) => {
    const said = `${message.text()} ${message.location().url}`.trim();
    if (/Content Security Policy/i.test(said)) problems.policyViolations.push(said);
    else if (message.type() === 'error') problems.errors.push(said);
  });
  page.on('pageerror', (error) => problems.errors.push(error.message));
  return problems;
}

type AxeResults = { violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[] };

/** What fades in has the contrast of its end only at its end. Animations without an end are not waited for. */
const animationsEnded = `Promise.allSettled(
  document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity).map((each) => each.finished),
).then(() => undefined)`;

/** Serious and critical accessibility violations of what is shown now, each with the element. */
export async function findAccessibilityViolations(page: Page): Promise<string[]> {
  await page.evaluate(animationsEnded);
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} (${failureSummary.replace(/\s+/g, ' ').slice(0, 200)})`));
}
