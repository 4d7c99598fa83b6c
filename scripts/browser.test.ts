import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import questions from '../knowledge_base/samples/questions.json' with { type: 'json' };
import { Provider } from '#contracts/model';
import { sendsJson, startFakeEndpoint } from '../server/testing/fake-endpoint.ts';
import { makePdf } from '../server/testing/pdf-fixture.ts';
import { asking } from '../web/lib/i18n/en/asking.ts';
import { connections } from '../web/lib/i18n/en/connections.ts';
import { defaults } from '../web/lib/i18n/en/defaults.ts';
import { en } from '../web/lib/i18n/en/dictionary.ts';
import { zh } from '../web/lib/i18n/zh/dictionary.ts';
import { buildPage } from './browser/built-page.ts';
import { findChromium, howToInstallChromium, openBrowser } from './browser/chromium.ts';
import { ask, citations, finishedAnswer, hideWhatIsReady } from './browser/page-actions.ts';
import { findAccessibilityViolations, type PageProblems, watchPage } from './browser/page-watch.ts';
import { waitUntilIdle } from './crash/invariants.ts';
import { createApiClient } from './testing/api-client.ts';
import { type RealServer, startServer } from './testing/real-server.ts';

const chromium = findChromium();
if (!chromium && process.env.CI) throw new Error(`There is no browser to test the page in. ${howToInstallChromium}`);
if (!chromium) console.warn(`The page is not tested: there is no browser. ${howToInstallChromium}`);

const noProblems: PageProblems = { foreignRequests: [], policyViolations: [], errors: [] };

describe.skipIf(!chromium)('the page in a browser', { timeout: 120_000 }, () => {
  let dataDir: string;
  let server: RealServer;
  let browser: BrowserContext & AsyncDisposable;
  let page: Page;
  let problems: PageProblems;

  beforeAll(async () => {
    await buildPage();
    dataDir = await mkdtemp(path.join(tmpdir(), 'lectern-page-'));
    server = await startServer(dataDir);
    const api = createApiClient(server.url);
    const [samples] = await api.listKnowledgeBases();
    await waitUntilIdle(api, samples!.id);
    browser = await openBrowser(chromium!);
    page = await browser.newPage();
    page.setDefaultTimeout(20_000);
    problems = watchPage(page, server.url);
  }, 400_000);

  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await server?.stop();
    if (dataDir) await rm(dataDir, { recursive: true, force: true });
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      const file = path.join(tmpdir(), `lectern-page-${task.id}.png`);
      await page.screenshot({ path: file });
      console.error(`${task.name}: what was on the screen is in ${file}`);
    }
    const seen = structuredClone(problems);
    for (const list of Object.values(problems)) list.splice(0);
    expect(seen).toEqual(noProblems);
  });

  test('a page that was opened before any document was read takes up the samples once they are', async () => {
    const show = await hideWhatIsReady(page);
    await page.goto(server.url);
    await page.getByText(en.chat.options.noKnowledgeBase).waitFor();
    show();
    await page.getByRole('button', { name: questions.en[0]! }).waitFor();
    await page.unrouteAll({ behavior: 'wait' });
  });

  test('the first question, offered on the first page, is answered with citations', async () => {
    await page.goto(server.url);
    const question = questions.en[0]!;
    await page.getByRole('button', { name: question }).click();
    const answer = await finishedAnswer(page, question);
    await citations(answer).first().waitFor();
    await answer.getByText('31 March').first().waitFor();
  });

  test('a citation opens its passage, highlighted in the document around it', async () => {
    await citations(page.getByRole('article').last()).first().click();
    const panel = page.getByRole('complementary', { name: en.chat.sourcePanel.title });
    const passage = panel.getByLabel(en.chat.sourcePanel.passage);
    expect(await passage.innerText()).toContain('31 March');
    const original = await panel.getByRole('link', { name: en.chat.sourcePanel.openOriginal }).getAttribute('href');
    const response = await page.request.get(new URL(original!, server.url).href);
    expect(await response.text()).toContain('Employee handbook');
    expect(await findAccessibilityViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate('document.activeElement.getAttribute("aria-label")')).toContain('employee-handbook');
  });

  test('what the documents do not say is refused, and looks like it', async () => {
    const answer = await ask(page, 'Who won the chess championship of Iceland in 1954?');
    await answer.getByText(en.chat.outcomes.refused).waitFor();
    expect(await citations(answer).count()).toBe(0);
    expect(await findAccessibilityViolations(page)).toEqual([]);
  });

  test('a question in other words is asked anew where it stood, and the earlier one is a step back', async () => {
    const last = page.getByRole('article').last();
    await last.hover();
    await last.getByRole('button', { name: asking.branches.editQuestion }).click();
    await page.getByRole('textbox', { name: asking.branches.editQuestion }).fill(questions.en[2]!);
    await page.keyboard.press('Enter');
    await citations(await finishedAnswer(page, questions.en[2]!)).first().waitFor();
    await last.getByRole('button', { name: en.common.previous }).click();
    await last.getByText(en.chat.outcomes.refused).waitFor();
    expect(await page.getByRole('article').count()).toBe(2);
    expect(await findAccessibilityViolations(page)).toEqual([]);
  });

  test('a question written before the page knows the knowledge bases waits for them', async () => {
    await page.route('**/api/knowledge-bases*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue();
    });
    await page.goto(server.url);
    const answer = await ask(page, questions.en[1]!);
    await page.unroute('**/api/knowledge-bases*');
    await answer.getByText('Android 11').first().waitFor();
    await page.goBack();
  });

  test('a conversation survives a reload', async () => {
    await page.reload();
    await page.getByRole('article').filter({ hasText: questions.en[0]! }).getByText('31 March').first().waitFor();
  });

  test('a command is completed and carried out by keyboard', async () => {
    const mode = page.getByRole('combobox', { name: en.chat.options.mode });
    await page.getByRole('textbox', { name: en.chat.composer.label }).focus();
    await page.keyboard.type('/mo');
    await page.getByRole('option', { name: '/mode' }).waitFor();
    expect(await findAccessibilityViolations(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.type('model');
    await page.keyboard.press('Enter');
    await expect.poll(() => mode.inputValue()).toBe('llm');
    await page.keyboard.type('/mode know');
    await page.keyboard.press('Enter');
    await expect.poll(() => mode.inputValue()).toBe('knowledge-base');
  });

  test('a new knowledge base takes a PDF, and the question about it is answered from its page', async () => {
    await page.getByRole('link', { name: en.common.knowledge, exact: true }).click();
    await page.getByRole('heading', { name: 'Samples' }).waitFor();
    expect(await findAccessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: en.knowledge.create }).first().click();
    await page.getByLabel(en.knowledge.name, { exact: true }).fill('Lighthouses');
    await page.getByRole('button', { name: en.knowledge.createAction, exact: true }).click();
    await page.getByRole('heading', { name: 'Lighthouses' }).waitFor();
    const lines = ['The Heron lighthouse stands on the island of Skerry.', 'It was painted green in 1987 by Marta Quill,', 'who had won the commission of the harbour board.'];
    await page.getByLabel(en.knowledge.drop.chooseFiles).first().setInputFiles({
      name: 'heron-lighthouse.pdf',
      mimeType: 'application/pdf',
      buffer: makePdf([lines.map((text, index) => ({ text, x: 72, y: 720 - 16 * index, size: 12 }))]),
    });
    const row = page.getByRole('row').filter({ hasText: 'heron-lighthouse.pdf' });
    await row.getByText(en.knowledge.statuses.ready).waitFor({ timeout: 60_000 });
    expect(await findAccessibilityViolations(page)).toEqual([]);

    await page.getByRole('link', { name: en.knowledge.ask }).click();
    const answer = await ask(page, 'Who painted the Heron lighthouse green?');
    await answer.getByText('Marta Quill').first().waitFor();
    await citations(answer).first().click();
    await page.getByLabel(en.chat.sourcePanel.passage).getByText('Marta Quill').waitFor();
  });

  test('the search test shows the passages that the chat would use', async () => {
    await page.getByRole('link', { name: en.common.knowledge, exact: true }).click();
    await page.getByRole('link', { name: /Samples/ }).click();
    await page.getByRole('tab', { name: en.knowledge.tabs.search }).click();
    await page.getByLabel(en.knowledge.search.query).fill('warranty of the kettle');
    await page.getByRole('button', { name: en.knowledge.search.run, exact: true }).click();
    await page.getByText('The warranty lasts three years').first().waitFor();
    expect(await findAccessibilityViolations(page)).toEqual([]);
  });

  test('a dialog gives the focus back to what opened it, the first time as well', async () => {
    await page.goto(`${server.url}/settings?part=models`);
    const add = page.getByRole('button', { name: connections.add });
    await add.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe(connections.add);
  });

  test('a reranker is chosen and tried before it is saved', async () => {
    await using endpoint = await startFakeEndpoint();
    endpoint.answers = [sendsJson({ results: [{ index: 0, relevance_score: 0.93 }, { index: 1, relevance_score: 0.02 }] })];
    const created = await page.request.post(`${server.url}/api/providers`, { data: { name: 'Ranks', baseUrl: `${endpoint.url}/v1` } });
    const { id } = Provider.parse(await created.json());
    await page.goto(`${server.url}/settings?part=defaults`);
    await page.getByRole('combobox', { name: defaults.reranker }).selectOption(`${id}/`);
    expect(await page.getByRole('button', { name: defaults.testReranker }).count()).toBe(0);
    await page.getByLabel(defaults.rerankerName).fill('bge-reranker');
    await page.getByRole('button', { name: defaults.testReranker }).click();
    await page.getByText('gives 0.93').waitFor();
    expect(await findAccessibilityViolations(page)).toEqual([]);
  });

  test('language and theme are chosen in the settings, and hold', async () => {
    await page.getByRole('link', { name: en.common.settings, exact: true }).click();
    await page.getByText(en.settings.appearance.themes.dark, { exact: true }).click();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await findAccessibilityViolations(page)).toEqual([]);
    await page.getByText(en.settings.appearance.languages.zh, { exact: true }).click();
    await page.getByRole('heading', { name: zh.settings.title, level: 1 }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: zh.settings.title, level: 1 }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  });

  test('a Chinese question is answered in Chinese, in the dark', async () => {
    await page.getByRole('link', { name: zh.chat.newChat }).click();
    await page.getByRole('button', { name: zh.chat.options.removeKnowledgeBase('Lighthouses') }).click();
    await page.getByRole('button', { name: zh.chat.options.chooseKnowledgeBases }).click();
    await page.getByRole('checkbox', { name: /示例/ }).click();
    await page.keyboard.press('Escape');
    const answer = await ask(page, questions.zh[0]!, zh);
    await citations(answer).first().waitFor();
    await answer.getByText('十个工作日').first().waitFor();
    expect(await findAccessibilityViolations(page)).toEqual([]);
  });

  test('on a narrow screen nothing scrolls sideways', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const address of ['/', '/knowledge', '/settings']) {
      await page.goto(server.url + address);
      await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
      expect(await page.evaluate('document.documentElement.scrollWidth'), address).toBeLessThanOrEqual(360);
      expect(await findAccessibilityViolations(page), address).toEqual([]);
    }
  });

  test('each part of the settings fits a narrow screen', async () => {
    for (const part of Object.keys(en.settings.sections)) {
      await page.goto(`${server.url}/settings?part=${part}`);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth'), part).toBeLessThanOrEqual(360);
      expect(await findAccessibilityViolations(page), part).toEqual([]);
    }
  });
});
