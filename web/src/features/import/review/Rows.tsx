/* All rows of a file, each beside its source, or only those that a person should look at. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { Import } from '~/api/types';
import { useKeys } from '~/shell/keys';
import { t } from '~/text/catalogue';
import { Button } from '~/ui/Button';
import { Segmented } from '~/ui/Field';
import { Empty, Failure, Skeleton } from '~/ui/State';
import { GhostPair, RowPair } from './RowPair';
import { useDoubtfulRows, useRowChange, useRows } from './rows';
import './rows.css';

type Which = 'all' | 'doubtful';

const ROW_PX = 62;
const STEPS: Record<string, number> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity };
const READERS = { all: useRows, doubtful: useDoubtfulRows };

interface ListProps {
  job: Import;
  which: Which;
  onAll: () => void;
}

function NoRows({ which, onAll }: Omit<ListProps, 'job'>) {
  if (which === 'all') return <Empty icon="search" title={t('review.no_rows')} text={t('review.no_rows_text')} />;
  return (
    <Empty icon="check" title={t('review.none_doubtful')} text={t('review.none_doubtful_text')}>
      <Button onClick={onAll}>{t('review.all_rows')}</Button>
    </Empty>
  );
}

/* One element has the focus; keys move, correct and leave out. */
function RowList({ job, which, onAll }: ListProps) {
  const mayEdit = job.status === 'needs_review';
  const scroller = useRef<HTMLDivElement>(null);
  const [total, setTotal] = useState(0);
  const [active, setActive] = useState(-1);
  const [editing, setEditing] = useState(-1);
  const [lit, setLit] = useState<{ index: number; field: string } | null>(null);
  const change = useRowChange(job.id);
  const virtual = useVirtualizer({ count: total, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: 6 });
  const shown = virtual.getVirtualItems();
  const rows = READERS[which](job, shown[0]?.index ?? 0, shown.at(-1)?.index ?? 0);
  if (rows.total !== null && rows.total !== total) setTotal(rows.total);

  function move(to: number) {
    const next = Math.max(0, Math.min(total - 1, to));
    setActive(next);
    virtual.scrollToIndex(next);
    scroller.current?.focus({ preventScroll: true });
  }

  function close() {
    setEditing(-1);
    setLit(null);
    scroller.current?.focus({ preventScroll: true });
  }

  function skip(index: number) {
    const row = rows.rowAt(index);
    if (row?.id && mayEdit) change.mutate({ row, change: { is_skipped: !row.is_skipped } });
  }

  useKeys((key, event) => {
    const step = STEPS[key];
    const here = event.target === scroller.current;
    if (step !== undefined && (here || key === 'j' || key === 'k')) move(active + step);
    else if (!mayEdit || active < 0) return false;
    else if (key === 'e' || (key === 'Enter' && here)) setEditing(active);
    else if (key === 'x') skip(active);
    else return false;
    return true;
  });

  if (rows.error) return <Failure error={rows.error} onRetry={rows.refetch} />;
  if (rows.total === null) return <div class="tab-note"><Skeleton lines={6} height={34} /></div>;
  if (rows.total === 0) return <NoRows which={which} onAll={onAll} />;
  return (
    <div
      ref={scroller}
      class="pairs"
      role="grid"
      aria-label={t('import.tab_rows')}
      aria-rowcount={total + 1}
      aria-activedescendant={active >= 0 ? `pair-${active}` : undefined}
      tabIndex={0}
      onFocus={(event) => event.target === scroller.current && active < 0 && event.currentTarget.matches(':focus-visible') && setActive(0)}
    >
      <div role="rowgroup" class="pairs-head">
        <div role="row" aria-rowindex={1}>
          <span role="columnheader">{t('review.in_file')}</span>
          <span role="columnheader">{t('review.as_read')}</span>
        </div>
      </div>
      <div role="rowgroup" class="pairs-body" style={{ height: virtual.getTotalSize() }}>
        {shown.map((item) => {
          const row = rows.rowAt(item.index);
          const slot = { index: item.index, top: item.start, measure: virtual.measureElement };
          if (!row) return <GhostPair key={item.key} {...slot} />;
          return (
            <RowPair
              key={item.key}
              {...slot}
              row={row}
              importId={job.id}
              active={item.index === active}
              editing={item.index === editing}
              mayEdit={mayEdit}
              field={lit?.index === item.index ? lit.field : null}
              light={(field) => setLit(field ? { index: item.index, field } : null)}
              onPick={() => setActive(item.index)}
              onEdit={() => {
                setActive(item.index);
                setEditing(item.index);
              }}
              onSkip={() => skip(item.index)}
              onClose={close}
            />
          );
        })}
      </div>
    </div>
  );
}

export function Rows({ job }: { job: Import }) {
  const [which, setWhich] = useState<Which>('all');
  return (
    <>
      <div class="rows-tools">
        <Segmented label={t('review.which')} value={which} onValue={setWhich} choices={[{ value: 'all', label: t('review.all_rows') }, { value: 'doubtful', label: t('review.only_doubtful') }]} />
        <p class="faint small">{job.status === 'needs_review' ? t('review.keys') : t('review.text')}</p>
      </div>
      <RowList key={which} job={job} which={which} onAll={() => setWhich('all')} />
    </>
  );
}
