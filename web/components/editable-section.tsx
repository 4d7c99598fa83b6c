'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { type LucideIcon, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { EmptyLine } from './empty-line.tsx';
import { QueryState } from './query-state.tsx';
import { Section } from './section.tsx';

type EditableSectionProps<Item> = {
  words: { title: string; intro: string; none: string; noneText: ReactNode; add: string };
  icon: LucideIcon;
  list: UseQueryResult<{ items: Item[] }>;
  row: (item: Item, edit: () => void) => ReactNode;
  /** Adds one where none is given. */
  dialog: (item: Item | undefined, close: () => void) => ReactNode;
};

/** Things that can be added and changed, each in its row. */
export function EditableSection<Item>({ words, icon: Icon, list, row, dialog }: EditableSectionProps<Item>) {
  const [editing, setEditing] = useState<{ item?: Item }>();
  return (
    <Section title={words.title} text={words.intro}>
      <QueryState query={list} rows={2} rowClass="h-14" />
      {list.data?.items.length === 0 && (
        <EmptyLine icon={<Icon size={18} aria-hidden />} title={words.none}>
          {words.noneText}
        </EmptyLine>
      )}
      <ul className="space-y-3">{list.data?.items.map((item) => row(item, () => setEditing({ item })))}</ul>
      <Button onClick={() => setEditing({})}>
        <Plus size={15} aria-hidden />
        {words.add}
      </Button>
      {editing && dialog(editing.item, () => setEditing(undefined))}
    </Section>
  );
}
