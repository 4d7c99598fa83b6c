import type { z } from 'zod';

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

type Limit = { origin: string; inclusive?: boolean };

function tooLittle({ origin, minimum, inclusive }: Limit & { minimum: number | bigint }): string {
  const isLength = origin === 'string' || origin === 'array';
  if (isLength && minimum === 1) return 'is empty';
  if (origin === 'string') return `is shorter than ${minimum} characters`;
  if (origin === 'array') return `has fewer than ${minimum} entries`;
  return inclusive ? `must be at least ${minimum}` : `must be more than ${minimum}`;
}

function tooMuch({ origin, maximum, inclusive }: Limit & { maximum: number | bigint }): string {
  if (origin === 'string') return `is longer than ${maximum} characters`;
  if (origin === 'array') return `has more than ${maximum} entries`;
  return inclusive ? `must be at most ${maximum}` : `must be less than ${maximum}`;
}

/** What is wrong with a field, in words that follow its name; for whatever a schema does not say itself. */
export const tellProblem: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return issue.expected in typeNames ? `must be ${typeNames[issue.expected]}` : 'is not valid';
    case 'too_small':
      return tooLittle(issue);
    case 'too_big':
      return tooMuch(issue);
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'unrecognized_keys':
      return 'is not known';
    default:
      return issue.code === 'invalid_format' && issue.format === 'url' ? 'is no web address' : 'is not valid';
  }
};
