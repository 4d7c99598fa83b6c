import { makeZip, relationshipsXml } from './zip-fixture.ts';

/** A presentation of slides given by the XML within their shape tree, and further parts by name. */
export function makePptx(slides: readonly string[], parts: Readonly<Record<string, string>> = {}): Buffer {
  const targets = slides.map((_, index) => [`r${index}`, { type: 'slide', target: `slides/slide${index + 1}.xml` }] as const);
  return makeZip({
    'ppt/presentation.xml': `<p:presentation><p:sldIdLst>${slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="r${index}"/>`).join('')}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relationshipsXml(Object.fromEntries(targets)),
    ...Object.fromEntries(slides.map((xml, index) => [`ppt/slides/slide${index + 1}.xml`, `<p:sld><p:cSld><p:spTree>${xml}</p:spTree></p:cSld></p:sld>`])),
    ...parts,
  });
}

export type ShapeFixture = { at?: readonly [left: number, top: number]; placeholder?: string; paragraphs: readonly string[] };

/** A text box; a position in inches, `placeholder` the attributes of its `ph`. */
export function pptxShape({ at, placeholder, paragraphs }: ShapeFixture): string {
  const place = at ? `<a:xfrm><a:off x="${at[0] * 914_400}" y="${at[1] * 914_400}"/></a:xfrm>` : '';
  const texts = paragraphs.map((text) => `<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`);
  return `<p:sp><p:nvSpPr><p:nvPr>${placeholder ? `<p:ph ${placeholder}/>` : ''}</p:nvPr></p:nvSpPr><p:spPr>${place}</p:spPr><p:txBody>${texts.join('')}</p:txBody></p:sp>`;
}
