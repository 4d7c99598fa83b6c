import { z } from 'zod';
import { createStoredValue } from './stored-value.ts';

/** `system` follows the reader's system. public/first-paint.js reads the same key before the first paint. */
export const ThemeChoice = z.enum(['system', 'light', 'dark']);
export type ThemeChoice = z.infer<typeof ThemeChoice>;

export const themeChoice = createStoredValue('lectern.theme', ThemeChoice, 'system');

/** Keeps the document in step with the choice. */
export function applyTheme(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
}
