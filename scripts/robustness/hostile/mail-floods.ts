import { settled, slow, type HostileFile, type Surroundings } from './hostile-file.ts';

const head = 'From: a@example.com\nTo: b@example.com\nSubject: hostile\nMIME-Version: 1.0\n';

function multipart(boundary: string, parts: readonly string[]): string {
  return `Content-Type: multipart/mixed; boundary="${boundary}"\n\n${parts.map((part) => `--${boundary}\n${part}\n`).join('')}--${boundary}--\n`;
}

/** Multiparts within each other; closed by the end of the file. */
function nested(depth: number): string {
  return Array.from({ length: depth }, (_, level) => `Content-Type: multipart/mixed; boundary="b${level}"\n\n--b${level}\n`).join('') + 'Content-Type: text/plain\n\ndeep\n';
}

const forwarded = (depth: number) => `${'Content-Type: message/rfc822\n\n'.repeat(depth)}Content-Type: text/plain\n\ndeep\n`;
const attachment = (name: string, base64: string) => `Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="${name}"\n\n${base64}`;

export function mailFloods({ url, secretPath, secret }: Surroundings): HostileFile[] {
  const mail = (body: string) => () => Buffer.from(head + body);
  const page = `<html><body><p>words</p><img src="${url}/mail.png"><iframe src="file://${secretPath}"></iframe></body></html>`;
  return [
    slow(settled('nested-100000.eml', mail(nested(100_000)))),
    settled('nested-2000.eml', mail(nested(2_000))),
    settled('forwarded-5000.eml', mail(forwarded(5_000))),
    settled('parts-100000.eml', mail(multipart('b', Array.from({ length: 100_000 }, (_, index) => `Content-Type: text/plain\n\npart ${index}`)))),
    settled('same-boundary.eml', mail(multipart('b', [multipart('b', ['Content-Type: text/plain\n\ntext'])]))),
    settled('empty-boundary.eml', mail(multipart('', ['Content-Type: text/plain\n\ntext']))),
    settled('pattern-boundary.eml', mail(multipart('(a+)+$', ['Content-Type: text/plain\n\ntext']))),
    settled('headers-100000.eml', () => Buffer.from(`${Array.from({ length: 100_000 }, (_, index) => `X-${index}: ${index}`).join('\n')}\n${head}\ntext`)),
    settled('header-of-5mb.eml', () => Buffer.from(`${head}X-Long: ${'word '.repeat(1_000_000)}\n\ntext`)),
    settled('encoded-words.eml', () => Buffer.from(`${head}X-Words: ${'=?utf-8?b?'.repeat(100_000)}\n\ntext`)),
    settled('quoted-printable.eml', mail(`Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n${'='.repeat(500_000)}`)),
    settled('attached-bomb.eml', mail(multipart('b', ['Content-Type: text/plain\n\nwords', ...Array.from({ length: 200 }, (_, index) => attachment(`${index}.txt`, 'YWJj'.repeat(20_000)))]))),
    settled('attached-name.eml', mail(multipart('b', ['Content-Type: text/plain\n\nwords', attachment('../../../../tmp/escaped.txt', 'YWJj')]))),
    { ...settled('remote.eml', mail(`Content-Type: text/html\n\n${page}`)), forbidden: secret },
    { ...settled('remote.mhtml', mail(multipart('b', [`Content-Type: text/html\nContent-Location: ${url}/page\n\n${page}`]))), forbidden: secret },
    { ...settled('external-body.eml', mail(`Content-Type: message/external-body; access-type=local-file; name="${secretPath}"\n\nContent-Type: text/plain\n\n`)), forbidden: secret },
  ];
}
