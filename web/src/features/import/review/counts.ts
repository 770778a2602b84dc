/* How many rows of a previewed import would be booked, and how many still want a decision. */
import type { Preview } from '~/api/types';

export type ForAll = 'merge' | 'keep_both';

export interface Counts {
  total: number;
  known: number; /* stored already, and left out */
  open: number; /* near matches without a decision */
  fresh: number; /* what confirming books */
}

export function countRows(preview: Pick<Preview, 'import' | 'duplicates' | 'rows'>, forOpen: ForAll | null): Counts {
  const { import: job, duplicates, rows } = preview;
  const near = duplicates.filter((one) => one.row_state === 'near' && !one.is_skipped);
  const skipped = rows.filter((one) => one.is_skipped && one.state !== 'duplicate').length;
  const exact = duplicates.filter((one) => one.row_state === 'duplicate');
  const keptExact = exact.filter((one) => one.state === 'kept_both').length;
  const merged = near.filter((one) => one.state === 'merged').length;
  const undecided = near.filter((one) => one.state === 'open').length;
  const known = job.duplicate_rows - keptExact;
  const left = merged + (forOpen === 'keep_both' ? 0 : undecided);
  return { total: job.total_rows, known, open: undecided, fresh: Math.max(0, job.total_rows - job.failed_imports - known - left - skipped) };
}
