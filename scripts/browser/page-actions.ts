import type { Locator, Page } from 'playwright-core';
import { z } from 'zod';
import { en } from '../../web/lib/i18n/en/dictionary.ts';

const answerWithinMs = 30_000;

/** Asks a question on the chat page and waits for its finished answer. @param words the language the page is in */
export async function ask(page: Page, question: string, words: typeof en = en): Promise<Locator> {
  await page.getByRole('textbox', { name: words.chat.composer.label }).fill(question);
  await page.getByRole('button', { name: words.chat.composer.send }).click();
  return finishedAnswer(page, question, words);
}

/** The answer to the question asked last, once there is nothing to stop any more. */
export async function finishedAnswer(page: Page, question: string, words: typeof en = en): Promise<Locator> {
  const heading = page.getByRole('article').filter({ hasText: question }).last().getByRole('heading', { name: words.chat.answer.label, exact: true });
  const answer = heading.locator('..');
  await answer.waitFor({ timeout: answerWithinMs });
  await page.getByRole('button', { name: words.chat.composer.stop }).waitFor({ state: 'detached', timeout: answerWithinMs });
  return answer;
}

/** The numbered marks in an answer's text. */
export function citations(answer: Locator): Locator {
  return answer.getByRole('button', { name: /^(Source|来源) ?\d+/ });
}

/** The page is told that no document of any knowledge base has been read yet, until what this returns is called. */
export async function hideWhatIsReady(page: Page): Promise<() => void> {
  let isHidden = true;
  await page.route(/knowledge-bases\?/, async (route) => {
    if (!isHidden) return route.fallback();
    const list = z.looseObject({ items: z.array(z.looseObject({})) }).parse(await (await route.fetch()).json());
    await route.fulfill({ json: { ...list, items: list.items.map((item) => ({ ...item, readyCount: 0 })) } });
  });
  return () => {
    isHidden = false;
  };
}
