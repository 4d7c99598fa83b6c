'use client';

import { PageBroke } from '../features/shell/page-broke.tsx';

export default function Page() {
  return <PageBroke />;
}
