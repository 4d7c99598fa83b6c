type MessageRow = { id: string; conversationId: string; role: string; parentId?: string | null; questionId: string | null };

/** Archives of conversations without branches do not say what a question follows: the newest answer to the one before it. */
export async function* withParents<Row extends MessageRow>(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  const newest = new Map<string, { questionId: string; answerId: string | null }>();
  for await (const row of rows) {
    const before = newest.get(row.conversationId);
    if (row.role === 'user') newest.set(row.conversationId, { questionId: row.id, answerId: null });
    else if (before?.questionId === row.questionId) before.answerId = row.id;
    yield row.role === 'user' && row.parentId === undefined ? { ...row, parentId: before?.answerId ?? null } : row;
  }
}
