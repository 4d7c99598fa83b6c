import path from 'node:path';
import { confinedGlobals, confinedModules } from './confined.js';

function matches(specifier, modules) {
  return modules.some((each) => (each instanceof RegExp ? each.test(specifier) : specifier === each || specifier.startsWith(`${each}/`)));
}

/** What is wrong with this module being imported by this file; undefined when it may be. */
export function confinementProblem(file, specifier) {
  const bare = specifier.replace(/^node:/, '');
  const confined = confinedModules.find((each) => matches(bare, each.modules));
  if (!confined || confined.allowed.some((pattern) => pattern.test(file))) return undefined;
  return `${specifier} is not for this file: ${confined.instead}`;
}

/** Packages, built-in modules and globals stay in the files that own them. */
export const confinementRule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const checkImport = (node) => {
      if (!node.source || typeof node.source.value !== 'string' || node.importKind === 'type') return;
      const message = confinementProblem(file, node.source.value);
      if (message) context.report({ node: node.source, message });
    };
    const checkGlobals = (node) => {
      const scope = context.sourceCode.getScope(node);
      for (const reference of scope.through) {
        const source = context.sourceCode.getText(reference.identifier.parent);
        const confined = confinedGlobals.find((each) => each.pattern.test(source) && each.name === reference.identifier.name);
        if (confined && !confined.allowed.some((pattern) => pattern.test(file))) {
          context.report({ node: reference.identifier, message: `${confined.what} is not for this file: ${confined.instead}` });
        }
      }
    };
    return { ImportDeclaration: checkImport, ExportNamedDeclaration: checkImport, ImportExpression: checkImport, 'Program:exit': checkGlobals };
  },
};
