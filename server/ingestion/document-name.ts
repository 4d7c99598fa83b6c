import { AppError } from '../platform/errors.ts';

export const documentNameMaxChars = 255;

/**
 * The name a document is shown by. Folders of a dropped folder stay in it ("handbook/travel.md"); it never becomes a path on disk.
 * @throws AppError invalid_request for names that pretend to lead elsewhere
 */
export function checkDocumentName(given: string, field = 'files'): string {
  const name = given.normalize('NFC').trim();
  const refuse = (problem: string) => new AppError('invalid_request', `The file name ${problem}`, { field, hint: 'Rename the file and upload it again.' });
  if (name === '') throw refuse('is empty');
  if (name.length > documentNameMaxChars) throw refuse(`is longer than ${documentNameMaxChars} characters`);
  if (/[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffd]/u.test(name)) throw refuse('contains control characters');
  if (name.includes('\\') || name.startsWith('/') || /^[a-z]:/i.test(name)) throw refuse('must not be an absolute path');
  if (name.split('/').some((part) => part === '' || part === '.' || part === '..')) throw refuse('must not contain "." or ".." as a folder');
  return name;
}
