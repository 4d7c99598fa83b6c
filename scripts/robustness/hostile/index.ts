import { floods } from './floods.ts';
import type { HostileFile, Surroundings } from './hostile-file.ts';
import { mailFloods } from './mail-floods.ts';
import { nesting } from './nesting.ts';
import { pdfStreams } from './pdf-streams.ts';
import { pdfStructures } from './pdf-structures.ts';
import { polyglots } from './polyglots.ts';
import { references } from './references.ts';
import { sheets } from './sheets.ts';
import { xmlAttacks } from './xml-attacks.ts';
import { zipBombs } from './zip-bombs.ts';
import { zipEntries } from './zip-entries.ts';

/** Every hostile document, by family. */
export function hostileFamilies(surroundings: Surroundings): Readonly<Record<string, readonly HostileFile[]>> {
  return {
    'zip bombs': zipBombs,
    'zip entries': zipEntries(surroundings),
    xml: xmlAttacks(surroundings),
    'pdf structure': pdfStructures(surroundings),
    'pdf streams': pdfStreams,
    sheets,
    nesting,
    mail: mailFloods(surroundings),
    references: references(surroundings),
    floods,
    polyglots,
  };
}
