/* One import, whatever state it is in: working, waiting for the user's word, done, failed. */
import { lazy, Suspense, useRef } from 'react';
import { isWorking, useAccounts, useImport, usePreview } from '~/api/queries';
import type { Import } from '~/api/types';
import { Link } from '~/route/Link';
import { chooseFiles } from '~/shell/upload';
import { t, word } from '~/text/catalogue';
import { bytes, count, instant, percent } from '~/text/format';
import { Button } from '~/ui/Button';
import { Icon, type IconName } from '~/ui/icons';
import { pending, Skeleton } from '~/ui/State';
import { FileKind } from '~/ui/FileKind';
import { Failed } from './Failed';
import { ImportMenu } from './ImportMenu';
import { misnamed, period, ReconciledBadge, StatusBadge, wantsPassword } from './status';
import { Steps } from './Steps';
import './import.css';

const Review = lazy(() => import('./review/Review').then((module) => ({ default: module.Review })));
const Mapping = lazy(() => import('./review/Mapping').then((module) => ({ default: module.Mapping })));
const SameStatement = lazy(() => import('./review/SameStatement').then((module) => ({ default: module.SameStatement })));

function Progress({ job }: { job: Import }) {
  return (
    <section class="card progress-card" aria-label={t('import.progress')}>
      <p class="progress-title">
        <span class="spinner big" aria-hidden="true" />
        {word('stage', job.stage ?? 'extract')}
        <span class="spacer" />
        <span class="num muted" role="status">
          {percent(job.progress / 100)}
        </span>
      </p>
      <progress class="bar" max={100} value={job.progress} aria-label={t('import.progress')} />
      <Steps job={job} />
      {job.total_rows > 0 && <p class="faint small num">{t('import.rows_of', { done: job.processed_rows, total: job.total_rows })}</p>}
    </section>
  );
}

function Tile({ value, label }: { value: number; label: string }) {
  return (
    <div class="tile">
      <span class="tile-value num">{count(value)}</span>
      <span class="faint small">{label}</span>
    </div>
  );
}

function Result({ job }: { job: Import }) {
  const isNew = job.successful_imports > 0 || job.duplicate_rows === 0;
  return (
    <section class="card result-card" aria-label={t('import.result')}>
      <div class="result-head">
        <span class="result-icon">
          <Icon name="check" size={28} />
        </span>
        <div>
          <h2>{isNew ? t('import.done_title', { n: job.successful_imports }) : t('import.nothing_new')}</h2>
          <p class="muted">{isNew ? t(job.reconciled === true ? 'import.done_proven' : 'import.done_text') : t('import.nothing_new_text')}</p>
        </div>
      </div>
      <div class="tiles">
        <Tile value={job.successful_imports} label={t('import.imported')} />
        <Tile value={job.duplicate_rows} label={t('import.duplicates')} />
        <Tile value={job.failed_imports} label={t('import.failed_rows')} />
      </div>
      <Steps job={job} />
      <div class="button-row">
        {isNew && (
          <Link to={`/transactions?import_id=${job.id}`} class="button primary size-m">
            {t('import.see_rows')}
          </Link>
        )}
        <Button kind={isNew ? 'plain' : 'primary'} icon="file" onClick={chooseFiles}>
          {t('import.another')}
        </Button>
      </div>
    </section>
  );
}

function Ended({ icon, title, text }: { icon: IconName; title: string; text: string }) {
  return (
    <section class="card">
      <div class="empty">
        <span class="empty-icon">
          <Icon name={icon} size={24} />
        </span>
        <p class="empty-title">{title}</p>
        <p class="muted">{text}</p>
        <Button icon="file" onClick={chooseFiles}>
          {t('import.another')}
        </Button>
      </div>
    </section>
  );
}

/* A table whose columns were not understood can be put right here. */
function Unread({ job }: { job: Import }) {
  const preview = usePreview(job);
  const isTable = (preview.data?.columns.length ?? 0) > 0 || Array.isArray(preview.data?.sample);
  return (
    <>
      <section class="card unread" aria-label={t('import.failed_title')}>
        <h2>{wantsPassword(job) ? t('password.title') : t('import.failed_title')}</h2>
        <Failed job={job} />
      </section>
      {isTable && preview.data && (
        <section class="card tabs-card" aria-label={t('import.tab_columns')}>
          <Mapping preview={preview.data} job={job} />
        </section>
      )}
    </>
  );
}

function Body({ job }: { job: Import }) {
  const seen = useRef(false);
  if (job.status === 'needs_review') seen.current = true;
  const isReadAgain = seen.current && isWorking(job) && job.stage !== 'create' && job.stage !== 'complete';
  if (job.status === 'needs_review' || isReadAgain) return <Review job={job} />;
  switch (job.status) {
    case 'completed':
      return <Result job={job} />;
    case 'failed':
      return <Unread job={job} />;
    case 'discarded':
      return <Ended icon="trash" title={t('import.discarded_title')} text={t('import.discarded_text')} />;
    case 'undone':
      return <Ended icon="undo" title={t('import.undone')} text={t('import.undone_text')} />;
    default:
      return <Progress job={job} />;
  }
}

export function ImportJob({ params }: { params: Record<string, string> }) {
  const query = useImport(params['id'] ?? '');
  const accounts = useAccounts();
  const job = query.data;
  const account = accounts.data?.find((one) => one.id === job?.account_id);
  return (
    <div class={job?.status === 'needs_review' ? 'page' : 'page narrow'}>
      <header class="page-head import-head">
        {job && <FileKind filename={job.filename} type={job.file_type} />}
        <h1 tabIndex={-1} class="truncate">
          {job?.filename ?? t('nav.import')}
        </h1>
        {job && <StatusBadge job={job} />}
        {job?.status === 'completed' && <ReconciledBadge job={job} />}
        <span class="spacer" />
        {job && <ImportMenu job={job} />}
      </header>
      {job && <p class="page-text faint small">{[account?.name, period(job), bytes(job.file_size), instant(job.created_at), misnamed(job)].filter(Boolean).join(' · ')}</p>}
      {!job && <div class="card">{pending(query, 6, 24)}</div>}
      {job && (
        <Suspense fallback={<Skeleton lines={8} height={22} />}>
          <SameStatement job={job} />
          <Body job={job} />
        </Suspense>
      )}
    </div>
  );
}
