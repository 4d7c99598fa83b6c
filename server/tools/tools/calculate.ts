import { z } from 'zod';
import { evaluate } from '../arithmetic/evaluate.ts';
import { defineTool } from '../tool.ts';

export const calculate = defineTool({
  id: 'calculate',
  label: 'Calculator',
  description:
    'Works out an arithmetic expression exactly. Knows + - * / // % **, parentheses, sqrt, cbrt, abs, round, floor, ceil, min, max, exp, ln, ' +
    'log (natural), log2, log10, sin, cos, tan and their inverses (radians), pi and e. Write numbers without separators of thousands.',
  input: z.object({ expression: z.string().describe('The expression, such as 37593 * 67') }),
  textField: 'expression',
  defaults: { isOn: true, needsApproval: false },
  run: async ({ expression }) => ({ text: evaluate(expression) }),
});
