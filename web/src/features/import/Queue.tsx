/* The files in hand, a line each: going up, being read, waiting for a person, or what came of them. */
import { useEffect, useRef } from 'react';
import { isWorking } from '~/api/queries';
import type { Account, Import } from '~/api/types';
import { Link } from '~/route/Link';
import { sendAgain, withdraw, type Upload } from '~/shell/upload';
import { t, word } from '~/text/catalogue';
import { bytes } from '~/text/format';
import { FileKind } from '~/ui/FileKind';
import { GoingUp } from '~/ui/GoingUp';
import { Failed } from './Failed';
import { ImportMenu } from './ImportMenu';
import { duplicates, misnamed, outcome, period, ReconciledBadge, StatusBadge } from './status';
import { Steps } from './Steps';

function Working({ job }: { job: Import }) {
  return (
    <>
      <progress class="bar" max={100} value={job.progress} aria-label={word('stage', job.stage ?? 'extract')} />
      {job.status === 'processing' && <Steps job={job} />}
    </>
  );
}

function Job({ job, account }: { job: Import; account: Account | undefined }) {
  const working = isWorking(job);
  const rows = working && job.total_rows > 0 ? t('import.rows_of', { done: job.processed_rows, total: job.total_rows }) : outcome(job);
  return (
    <li class="queue-item">
      <div class="queue-line">
        <FileKind filename={job.filename} type={job.file_type} />
        <span class="import-text">
          <Link to={`/imports/${job.id}`} class="truncate plain-link">
            {job.filename}
          </Link>
          <span class="faint small truncate">{[bytes(job.file_size), account?.name, period(job), rows, duplicates(job), misnamed(job)].filter(Boolean).join(' · ')}</span>
        </span>
        <ReconciledBadge job={job} />
        <StatusBadge job={job} />
        {job.status === 'needs_review' && (
          <Link to={`/imports/${job.id}`} class="button primary size-s">
            {t('import.review')}
          </Link>
        )}
        {job.status === 'completed' && job.successful_imports > 0 && (
          <Link to={`/transactions?import_id=${job.id}`} class="button plain size-s">
            {t('import.see_rows')}
          </Link>
        )}
        <ImportMenu job={job} />
      </div>
      {working && <Working job={job} />}
      {job.status === 'failed' && <Failed job={job} />}
    </li>
  );
}

export function Queue({ uploads, jobs, accounts }: { uploads: readonly Upload[]; jobs: readonly Import[]; accounts: readonly Account[] }) {
  const section = useRef<HTMLElement>(null);
  const going = uploads.length > 0;
  useEffect(() => {
    if (going) section.current?.scrollIntoView({ block: 'nearest' });
  }, [going]);
  if (uploads.length === 0 && jobs.length === 0) return null;
  const working = uploads.filter((one) => one.state === 'sending').length + jobs.filter(isWorking).length;
  return (
    <section ref={section} class="card queue" aria-label={t('import.in_hand')}>
      <header class="card-head">
        <h2>{t('import.in_hand')}</h2>
        <span class="faint small" role="status">
          {working > 0 ? t('import.working', { n: working }) : ''}
        </span>
      </header>
      <ul>
        {uploads.map((one) => (
          <GoingUp key={one.key} file={one.file} share={one.share} error={one.error} onRetry={() => sendAgain(one)} onWithdraw={() => withdraw(one.key)} />
        ))}
        {jobs.map((job) => (
          <Job key={job.id} job={job} account={accounts.find((one) => one.id === job.account_id)} />
        ))}
      </ul>
    </section>
  );
}
