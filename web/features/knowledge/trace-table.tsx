'use client';

import type { RetrievalTrace, TraceCandidate } from '#contracts/search';
import { classNames } from '../../lib/class-names.ts';
import { useFormat, useText } from '../../lib/i18n/language.ts';

/** Every candidate of a search: what each stage gave it, and why it was dropped if it was. */
export function TraceTable({ trace }: { trace: RetrievalTrace }) {
  const t = useText().knowledge.search;
  const format = useFormat();
  const head = 'px-2 py-2 font-medium whitespace-nowrap';
  return (
    <section className="mt-8">
      <h2 className="text-sm font-medium">{t.trace}</h2>
      <dl className="mt-2 space-y-1 text-xs text-muted">
        <div>
          <dt className="inline font-medium">{t.terms}: </dt>
          <dd className="inline">{trace.terms.map(({ term, weight }) => `${term} ${weight.toFixed(2)}`).join(' · ')}</dd>
        </div>
        <div>
          <dt className="inline font-medium">{t.time}: </dt>
          <dd className="inline">
            {Object.entries(trace.stageMs)
              .map(([stage, ms]) => `${stage} ${format.milliseconds(ms)}`)
              .join(' · ')}
          </dd>
        </div>
      </dl>
      <div className="mt-3 overflow-x-auto rounded-lg border border-line bg-surface" tabIndex={0} role="group" aria-label={t.trace}>
        <table className="w-full min-w-160 text-left text-sm">
          <thead className="bg-sunken text-xs text-muted">
            <tr>
              <th scope="col" className={head}>
                {t.passage}
              </th>
              {[t.keywordRank, t.vectorRank, t.similarity, t.evidence, t.score].map((label) => (
                <th key={label} scope="col" className={classNames(head, 'text-right')}>
                  {label}
                </th>
              ))}
              <th scope="col" className={head}>
                {t.outcome}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {trace.candidates.map((candidate) => (
              <CandidateRow key={candidate.chunkId} candidate={candidate} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function CandidateRow({ candidate }: { candidate: TraceCandidate }) {
  const t = useText().knowledge;
  const format = useFormat();
  const { keywordRank, vectorRank, similarity, evidence, score, dropped, documentName, preview, features } = candidate;
  const rank = (value: number | undefined) => (value === undefined ? '–' : format.number(value));
  const number = (value: number | undefined) => (value === undefined ? '–' : format.score(value));
  const cell = 'px-2 py-2 align-top text-right tabular-nums';
  return (
    <tr className={classNames(dropped !== undefined && 'text-muted')}>
      <td className="max-w-80 px-2 py-2">
        <details>
          <summary className="truncate rounded">{preview}</summary>
          <p className="mt-1 text-xs whitespace-pre-wrap">{preview}</p>
          <p className="mt-1 text-xs">
            {t.search.features}:{' '}
            {Object.entries(features)
              .map(([name, value]) => `${name} ${value.toFixed(2)}`)
              .join(' · ')}
          </p>
        </details>
        <p className="truncate text-xs text-muted">{documentName}</p>
      </td>
      <td className={cell}>{rank(keywordRank)}</td>
      <td className={cell}>{rank(vectorRank)}</td>
      <td className={cell}>{number(similarity)}</td>
      <td className={cell}>{number(evidence)}</td>
      <td className={classNames(cell, 'font-medium')}>{format.score(score)}</td>
      <td className="px-2 py-2 align-top whitespace-nowrap">
        {dropped ? t.dropReasons[dropped] : <span className="text-ok">{t.search.kept}</span>}
      </td>
    </tr>
  );
}
