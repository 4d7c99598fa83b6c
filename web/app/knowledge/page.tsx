import { KnowledgePage } from '../../features/knowledge/knowledge-page.tsx';

export default function Page() {
  return <KnowledgePage />;
}
