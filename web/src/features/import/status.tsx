/* The words and signs by which a file and an import are known in lists. */
import type { Import, ImportStatus } from '~/api/types';
import { t, word } from '~/text/catalogue';
import { date } from '~/text/format';
import { Badge } from '~/ui/Card';
import { extension } from '~/ui/FileKind';
import { Icon } from '~/ui/icons';

type Tone = 'plain' | 'good' | 'warn' | 'danger' | 'info';

const TONES: Record<ImportStatus, Tone> = {
  pending: 'info', processing: 'info', needs_review: 'warn', completed: 'good', failed: 'danger', discarded: 'plain', undone: 'plain',
};

/* Whether nothing but a password keeps the file from being read. */
export function wantsPassword(job: Import): boolean {
  return job.status === 'failed' && (job.error_code === 'password_required' || job.error_code === 'password_wrong');
}

export function StatusBadge({ job }: { job: Import }) {
  if (wantsPassword(job)) return <Badge tone="warn">{t('import.protected')}</Badge>;
  return <Badge tone={TONES[job.status]}>{word('import_status', job.status)}</Badge>;
}

export function ReconciledBadge({ job }: { job: Import }) {
  if (job.reconciled === null) return null;
  return (
    <Badge tone={job.reconciled ? 'good' : 'danger'}>
      <Icon name={job.reconciled ? 'shield' : 'alert'} size={14} />
      {job.reconciled ? t('import.reconciled') : t('import.contradicts')}
    </Badge>
  );
}

/* Endings that promise one kind of content. Any other may hold what it likes. */
const PROMISES: Record<string, readonly string[]> = {
  pdf: ['pdf'], xlsx: ['xlsx'], xls: ['xls'], ods: ['ods'], ofx: ['ofx'], qfx: ['ofx', 'qfx'], qif: ['qif'], zip: ['zip'], csv: ['csv', 'tsv'],
};

/* A wrong ending is worth a remark and nothing more: the content decides. */
export function misnamed(job: Import): string | null {
  const ending = extension(job.filename);
  const type = job.file_type?.toLowerCase();
  if (!type || !PROMISES[ending] || PROMISES[ending].includes(type)) return null;
  return t('import.misnamed', { ending: `.${ending}`, type: type.toUpperCase() });
}

/* The days a statement covers. */
export function period(job: Pick<Import, 'period'>): string | null {
  const { from, to } = job.period ?? {};
  if (!from || !to) return null;
  return from === to ? date(from) : `${date(from)} – ${date(to)}`;
}

/* What came of it, in a few words. */
export function outcome(job: Import): string | null {
  if (job.status === 'completed') return t('import.rows', { n: job.successful_imports });
  return job.status === 'needs_review' ? t('import.rows', { n: job.total_rows }) : null;
}

export function duplicates(job: Import): string | null {
  const n = job.duplicate_rows + job.near_rows;
  return n > 0 ? t('import.known_rows', { n }) : null;
}
