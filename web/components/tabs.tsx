'use client';

import { Tabs as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

type Tab<Id extends string> = { id: Id; label: string; content: ReactNode };
type TabsProps<Id extends string> = { label: string; tabs: Tab<Id>[]; active: Id; onChange: (id: Id) => void; className?: string };

export function Tabs<Id extends string>({ label, tabs, active, onChange, className }: TabsProps<Id>) {
  return (
    <Primitive.Root value={active} onValueChange={(id) => onChange(id as Id)} className={className}>
      <Primitive.List aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <Primitive.Trigger
            key={tab.id}
            value={tab.id}
            className="-mb-px border-b-2 border-transparent px-3 py-2 text-sm font-medium whitespace-nowrap text-muted -outline-offset-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {tab.label}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map((tab) => (
        <Primitive.Content key={tab.id} value={tab.id} className="min-h-0 pt-5 outline-none">
          {tab.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
