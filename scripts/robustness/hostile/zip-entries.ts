import { refused, settled, type HostileFile, type Surroundings } from './hostile-file.ts';
import { deflated, wordDocument } from './office-parts.ts';
import { makeRawZip } from './raw-zip.ts';

const document = deflated('word/document.xml', wordDocument('an ordinary paragraph'));
const symbolicLink = 0o120777 * 0x10000;

export function zipEntries({ secretPath, secret }: Surroundings): HostileFile[] {
  const link = { name: 'link.txt', stored: Buffer.from(secretPath), externalAttributes: symbolicLink };
  const linkedDocument = { name: 'word/document.xml', stored: Buffer.from(secretPath), externalAttributes: symbolicLink };
  return [
    refused('named-twice.docx', () => makeRawZip([document, deflated('word/document.xml', wordDocument('another paragraph'))])),
    refused('encrypted.docx', () => makeRawZip([{ ...document, flags: 1 }])),
    refused('unknown-method.docx', () => {
      const zip = makeRawZip([document]);
      zip.writeUInt16LE(14, zip.indexOf('PK\u0001\u0002', 0, 'latin1') + 10);
      return zip;
    }),
    ...['../../../../tmp/escaped.txt', '/tmp/escaped.txt', 'C:\\escaped.txt', 'a/../../escaped.txt'].flatMap((name, index) => [
      refused(`leads-out-${index}.docx`, () => makeRawZip([document, deflated(name, 'out')])),
      settled(`leads-out-${index}.zip`, () => makeRawZip([deflated('inside.txt', 'an ordinary text inside'), deflated(name, 'out')])),
    ]),
    { ...settled('link.zip', () => makeRawZip([deflated('inside.txt', 'an ordinary text'), link])), forbidden: secret },
    { ...settled('linked-folder.zip', () => makeRawZip([{ ...link, name: 'folder' }, deflated('folder/inside.txt', 'an ordinary text')])), forbidden: secret },
    { ...refused('linked-part.docx', () => makeRawZip([linkedDocument])), forbidden: secret },
    refused('no-directory.docx', () => makeRawZip([document]).subarray(0, -30)),
    refused('directory-loops.docx', () => {
      const zip = makeRawZip([document]);
      zip.writeUInt32LE(0, zip.length - 6);
      return zip;
    }),
  ];
}
