import type { Command } from '../command.ts';
import { backup } from './backup.ts';
import { clearTables } from './clear-tables.ts';
import { createTables } from './create-tables.ts';
import { doctor } from './doctor.ts';
import { importDb } from './import-db.ts';
import { importFolder } from './import.ts';
import { increment } from './increment.ts';
import { list } from './list.ts';
import { model } from './model.ts';
import { pruneDb } from './prune-db.ts';
import { pruneFolder } from './prune-folder.ts';
import { recreate } from './recreate.ts';
import { restore } from './restore.ts';
import { updateInDb } from './update-in-db.ts';

export const commands: readonly Command[] = [list, doctor, backup, restore, importFolder, increment, updateInDb, recreate, pruneDb, pruneFolder, importDb, model, createTables, clearTables];
