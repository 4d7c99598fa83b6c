import { defaultSchema } from 'rehype-sanitize';

/** GitHub's schema, with fewer protocols, and with the classes by which formulas are found. */
export const markdownSchema = {
  ...defaultSchema,
  attributes: {
    ...defaultSchema.attributes,
    code: [['className', /^language-./, 'math-inline', 'math-display']] as [string, ...(string | RegExp)[]][],
  },
  protocols: { ...defaultSchema.protocols, href: ['http', 'https', 'mailto'] },
};
