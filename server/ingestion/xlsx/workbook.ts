import type { Container } from '../container.ts';
import { readRelationships } from '../ooxml/relationships.ts';
import { walkXml } from '../xml.ts';

export const workbookPart = 'xl/workbook.xml';

export type SheetInfo = { name: string; isHidden: boolean; part: string };
export type Workbook = { sheets: SheetInfo[]; startsIn1904: boolean };

/** The sheets in the order of their tabs. */
export async function readWorkbook(container: Container): Promise<Workbook> {
  const targets = new Map((await readRelationships(container, workbookPart)).map(({ id, target }) => [id, target]));
  const workbook: Workbook = { sheets: [], startsIn1904: false };
  walkXml(await container.readText(workbookPart), {
    open(name, attribute) {
      if (name === 'workbookPr') workbook.startsIn1904 = /^(1|true)$/.test(attribute('date1904') ?? '');
      if (name !== 'sheet') return;
      const part = targets.get(attribute('id') ?? '');
      if (part) workbook.sheets.push({ name: attribute('name') ?? '', isHidden: (attribute('state') ?? 'visible') !== 'visible', part });
    },
    close() {},
    text() {},
  });
  return workbook;
}
