import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import questions from '../knowledge_base/samples/questions.json' with { type: 'json' };
import { zh } from '../web/lib/i18n/zh/dictionary.ts';
import { buildPage } from './browser/built-page.ts';
import { findChromium, howToInstallChromium, openBrowser } from './browser/chromium.ts';
import { ask, citations } from './browser/page-actions.ts';
import { waitUntilIdle } from './crash/invariants.ts';
import { createApiClient } from './testing/api-client.ts';
import { startServer } from './testing/real-server.ts';

const directory = path.join(import.meta.dirname, '../docs/screenshots');
const settledMs = 600;

/** Draws the pictures of the README from the running product: npx tsx scripts/screenshots.ts */
async function takeScreenshots(url: string, chromium: string, samplesId: string): Promise<void> {
  const shoot = async (page: Page, name: string) => {
    // Away from the citation, which would show its passage over the answer.
    await page.mouse.move(640, 780);
    await page.waitForTimeout(settledMs);
    await page.screenshot({ path: path.join(directory, `${name}.png`) });
  };
  {
    await using browser = await openBrowser(chromium);
    const page = await browser.newPage();
    await page.goto(url);
    const answer = await ask(page, questions.en[0]!);
    await citations(answer).first().click();
    await shoot(page, 'chat');
    await page.goto(`${url}/knowledge?id=${samplesId}`);
    await shoot(page, 'knowledge');
    await page.goto(`${url}/settings?part=models`);
    await shoot(page, 'settings');
  }
  await using browser = await openBrowser(chromium, { locale: 'zh-CN', colorScheme: 'dark' });
  const page = await browser.newPage();
  await page.goto(url);
  const answer = await ask(page, questions.zh[0]!, zh);
  await citations(answer).first().click();
  await shoot(page, 'chat-zh-dark');
}

const chromium = findChromium();
if (!chromium) throw new Error(howToInstallChromium);
await buildPage();
await mkdir(directory, { recursive: true });
const dataDir = await mkdtemp(path.join(tmpdir(), 'lectern-screenshots-'));
const server = await startServer(dataDir);
try {
  const api = createApiClient(server.url);
  const [samples] = await api.listKnowledgeBases();
  await waitUntilIdle(api, samples!.id);
  await takeScreenshots(server.url, chromium, samples!.id);
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
