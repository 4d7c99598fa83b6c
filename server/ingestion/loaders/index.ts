import path from 'node:path';
import { AppError } from '../../platform/errors.ts';
import { Registry } from '../../platform/registry.ts';
import type { DocumentLoader } from '../document-loader.ts';
import { codeExtensions } from '../code/extensions.ts';
import { unreadTypes } from '../unread-types.ts';

/** Each format's reading is loaded when its first document comes, so that the server itself never carries the parsers. */
export const loaders = new Registry<DocumentLoader>('document loader', [
  {
    id: 'text',
    extensions: ['.txt', '.text', '.log'],
    mediaTypes: ['text/plain'],
    load: async (file, limits) => (await import('./text.ts')).loadText(file, limits),
  },
  {
    id: 'markdown',
    extensions: ['.md', '.markdown'],
    mediaTypes: ['text/markdown'],
    load: async (file, limits) => (await import('./markdown.ts')).loadMarkdown(file, limits),
  },
  {
    id: 'html',
    extensions: ['.html', '.htm', '.xhtml'],
    mediaTypes: ['text/html'],
    load: async (file, limits) => (await import('./html.ts')).loadHtml(file, limits),
  },
  {
    id: 'csv',
    extensions: ['.csv', '.tsv', '.tab'],
    mediaTypes: ['text/csv', 'text/tab-separated-values'],
    load: async (file, limits) => (await import('./csv.ts')).loadCsv(file, limits),
  },
  {
    id: 'pdf',
    extensions: ['.pdf'],
    mediaTypes: ['application/pdf'],
    load: async (file, limits, workspace) => (await import('./pdf.ts')).loadPdf(file, limits, workspace),
  },
  {
    id: 'image',
    extensions: ['.png', '.jpg', '.jpeg', '.webp', '.gif', '.bmp', '.tif', '.tiff'],
    mediaTypes: ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/bmp', 'image/tiff'],
    load: async (file, limits, workspace) => (await import('./image.ts')).loadImage(file, limits, workspace),
  },
  {
    id: 'docx',
    extensions: ['.docx'],
    mediaTypes: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    load: async (file, limits, workspace) => (await import('./docx.ts')).loadDocx(file, limits, workspace),
  },
  {
    id: 'xlsx',
    extensions: ['.xlsx', '.xlsm'],
    mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    load: async (file, limits) => (await import('./xlsx.ts')).loadXlsx(file, limits),
  },
  {
    id: 'pptx',
    extensions: ['.pptx', '.pptm', '.ppsx'],
    mediaTypes: ['application/vnd.openxmlformats-officedocument.presentationml.presentation'],
    load: async (file, limits, workspace) => (await import('./pptx.ts')).loadPptx(file, limits, workspace),
  },
  {
    id: 'doc',
    extensions: ['.doc', '.dot'],
    mediaTypes: ['application/msword'],
    load: async (file, limits) => (await import('./doc.ts')).loadDoc(file, limits),
  },
  {
    id: 'xls',
    extensions: ['.xls', '.xlt'],
    mediaTypes: ['application/vnd.ms-excel'],
    load: async (file, limits) => (await import('./xls.ts')).loadXls(file, limits),
  },
  {
    id: 'ppt',
    extensions: ['.ppt', '.pps'],
    mediaTypes: ['application/vnd.ms-powerpoint'],
    load: async (file, limits) => (await import('./ppt.ts')).loadPpt(file, limits),
  },
  {
    id: 'msg',
    extensions: ['.msg'],
    mediaTypes: ['application/vnd.ms-outlook'],
    load: async (file, limits, workspace) => (await import('./msg.ts')).loadMsg(file, limits, workspace),
  },
  {
    id: 'mail',
    extensions: ['.eml', '.mht', '.mhtml'],
    mediaTypes: ['message/rfc822'],
    load: async (file, limits, workspace) => (await import('./mail.ts')).loadMail(file, limits, workspace),
  },
  {
    id: 'rtf',
    extensions: ['.rtf'],
    mediaTypes: ['application/rtf'],
    load: async (file, limits) => (await import('./rtf.ts')).loadRtf(file, limits),
  },
  {
    id: 'odf',
    extensions: ['.odt', '.odp', '.ods'],
    mediaTypes: [
      'application/vnd.oasis.opendocument.text',
      'application/vnd.oasis.opendocument.presentation',
      'application/vnd.oasis.opendocument.spreadsheet',
    ],
    load: async (file, limits, workspace) => (await import('./odf.ts')).loadOdf(file, limits, workspace),
  },
  {
    id: 'epub',
    extensions: ['.epub'],
    mediaTypes: ['application/epub+zip'],
    load: async (file, limits) => (await import('./epub.ts')).loadEpub(file, limits),
  },
  {
    id: 'zip',
    extensions: ['.zip'],
    mediaTypes: ['application/zip'],
    load: async (file, limits, workspace) => (await import('./zip.ts')).loadZip(file, limits, workspace),
  },
  {
    id: 'notebook',
    extensions: ['.ipynb'],
    mediaTypes: ['application/x-ipynb+json'],
    load: async (file, limits) => (await import('./notebook.ts')).loadNotebook(file, limits),
  },
  {
    id: 'json-lines',
    extensions: ['.jsonl', '.ndjson'],
    mediaTypes: ['application/jsonl'],
    load: async (file, limits) => (await import('./json.ts')).loadJsonLines(file, limits),
  },
  {
    id: 'json',
    extensions: ['.json', '.jsonc', '.geojson'],
    mediaTypes: ['application/json'],
    load: async (file, limits) => (await import('./json.ts')).loadJson(file, limits),
  },
  {
    id: 'xml',
    extensions: ['.xml', '.rss', '.atom', '.rdf', '.dbk', '.docbook'],
    mediaTypes: ['application/xml'],
    load: async (file, limits) => (await import('./xml.ts')).loadXml(file, limits),
  },
  {
    id: 'evernote',
    extensions: ['.enex'],
    mediaTypes: ['application/enex+xml'],
    load: async (file, limits, workspace) => (await import('./enex.ts')).loadEnex(file, limits, workspace),
  },
  {
    id: 'restructured-text',
    extensions: ['.rst'],
    mediaTypes: ['text/x-rst'],
    load: async (file, limits) => (await import('./rst.ts')).loadRst(file, limits),
  },
  {
    id: 'toml',
    extensions: ['.toml'],
    mediaTypes: ['application/toml'],
    load: async (file, limits) => (await import('./settings.ts')).loadToml(file, limits),
  },
  {
    id: 'yaml',
    extensions: ['.yaml', '.yml'],
    mediaTypes: ['application/yaml'],
    load: async (file, limits) => (await import('./settings.ts')).loadYaml(file, limits),
  },
  {
    id: 'code',
    extensions: codeExtensions,
    mediaTypes: ['text/x-source-code'],
    load: async (file, limits) => (await import('./code.ts')).loadCode(file, limits),
  },
  {
    id: 'subtitles',
    extensions: ['.srt', '.vtt'],
    mediaTypes: ['application/x-subrip', 'text/vtt'],
    load: async (file, limits) => (await import('./subtitles.ts')).loadSubtitles(file, limits, 'subtitles'),
  },
  {
    id: 'sub-station',
    extensions: ['.ass', '.ssa'],
    mediaTypes: ['text/x-ssa'],
    load: async (file, limits) => (await import('./subtitles.ts')).loadSubtitles(file, limits, 'sub-station'),
  },
  {
    id: 'lyrics',
    extensions: ['.lrc'],
    mediaTypes: ['text/x-lrc'],
    load: async (file, limits) => (await import('./subtitles.ts')).loadSubtitles(file, limits, 'lyrics'),
  },
]);

/** @throws AppError unsupported, naming the type and what the owner of the file can do */
export function loaderFor(mediaType: string, fileName: string): DocumentLoader {
  const loader = loaders.list().find((candidate) => candidate.mediaTypes.includes(mediaType));
  if (loader) return loader;
  const { label, hint } = unreadTypes[mediaType] ?? { label: `of type ${mediaType}`, hint: 'Save it as docx, PDF, HTML or text and upload that.' };
  throw new AppError('unsupported', `"${path.basename(fileName)}" is ${label}; files of this kind are not read`, { hint, mediaType });
}
