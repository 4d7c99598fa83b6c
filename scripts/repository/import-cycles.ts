import path from 'node:path';
import ts from 'typescript';

/** The files that each file needs when it runs: imports of types alone are left out. */
function importsOf(file: string, text: string, files: ReadonlySet<string>): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    const isImport = ts.isImportDeclaration(statement) && !statement.importClause?.isTypeOnly;
    const isExport = ts.isExportDeclaration(statement) && !statement.isTypeOnly;
    if (!(isImport || isExport) || !statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const specifier = statement.moduleSpecifier.text.replace(/^#contracts\//, `${path.posix.relative(path.posix.dirname(file), 'server/contracts')}/`);
    const target = path.posix.join(path.posix.dirname(file), specifier);
    return [target, `${target}.ts`, `${target}.tsx`].filter((each) => files.has(each));
  });
}

/** Every cycle found by walking the imports once, as the chain of its files. */
export function findImportCycles(textByFile: ReadonlyMap<string, string>): string[][] {
  const files = new Set(textByFile.keys());
  const cycles: string[][] = [];
  const finished = new Set<string>();
  const visit = (file: string, trail: readonly string[]) => {
    const at = trail.indexOf(file);
    if (at >= 0) cycles.push([...trail.slice(at), file]);
    if (at >= 0 || finished.has(file)) return;
    for (const target of importsOf(file, textByFile.get(file)!, files)) visit(target, [...trail, file]);
    finished.add(file);
  };
  for (const file of files) visit(file, []);
  return cycles;
}
