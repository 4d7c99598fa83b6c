import path from 'node:path';

/** From left to right, as ARCHITECTURE.md draws it: a layer may import itself and everything to its right. */
const layers = ['main', 'app', 'features', 'ingestion', 'retrieval', 'models', 'platform', 'contracts'];
const layerByFolder = {
  tools: 'ingestion',
  'search-engines': 'ingestion',
  ingestion: 'ingestion',
  retrieval: 'retrieval',
  models: 'models',
  platform: 'platform',
  generated: 'platform',
  contracts: 'contracts',
};
const privateFile = /\.(routes|repository)\.ts$/;
const testFile = /\.(test|suite)\.tsx?$/;

/** Where a file stands, by its path from the repository's root; undefined outside server and web. */
export function placeOf(file) {
  const [top, folder, ...rest] = file.split('/');
  if (top === 'web') return { side: 'web' };
  if (top !== 'server') return undefined;
  if (rest.length === 0) return { side: 'server', layer: folder === 'main.ts' ? 'main' : 'app' };
  if (folder === 'testing') return { side: 'testing' };
  return { side: 'server', layer: layerByFolder[folder] ?? 'features', feature: layerByFolder[folder] ? undefined : folder };
}

/** The imported file by its path from the root; undefined for packages. */
function resolveImport(fromFile, specifier) {
  if (specifier.startsWith('#contracts/')) return `server/contracts/${specifier.slice('#contracts/'.length)}.ts`;
  return specifier.startsWith('.') ? path.posix.join(path.posix.dirname(fromFile), specifier) : undefined;
}

/** What is wrong with this import, and what to do instead; undefined when it is fine. */
export function layerProblem(fromFile, specifier, isTypeOnly) {
  const target = resolveImport(fromFile, specifier);
  const from = placeOf(fromFile);
  const to = target && placeOf(target);
  if (!from || !to || from.side === 'testing' || testFile.test(fromFile)) return undefined;
  if (from.side === 'web') {
    if (to.side === 'web' || to.layer === 'contracts') return undefined;
    return 'The page knows the server by its contracts only: import from #contracts/*, or ask over the API.';
  }
  if (to.side === 'web') return 'The server does not know the page: what both need belongs in server/contracts.';
  if (to.side === 'testing') return 'server/testing is for tests: move what the program needs to the layer that needs it.';
  if (layers.indexOf(to.layer) < layers.indexOf(from.layer) && !(isTypeOnly && target === 'server/context.ts')) {
    return `${from.layer} must not import ${to.layer}: imports point right only (${layers.join(' -> ')}). Move the shared part to the right, or take it as a parameter.`;
  }
  if (from.feature && to.feature && from.feature !== to.feature && privateFile.test(target)) {
    return `${path.posix.basename(target)} belongs to ${to.feature}: call its service instead.`;
  }
  return undefined;
}

/** Imports keep the direction of the layers. */
export const layersRule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const check = (node) => {
      if (!node.source || typeof node.source.value !== 'string') return;
      const isTypeOnly = node.importKind === 'type' || node.exportKind === 'type';
      const message = layerProblem(file, node.source.value, isTypeOnly);
      if (message) context.report({ node: node.source, message });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check };
  },
};
