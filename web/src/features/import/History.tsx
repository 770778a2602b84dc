/* Every import so far, newest first: what it was, into which account, and what is left of it. */
import type { Account, Import, List } from '~/api/types';
import { Link } from '~/route/Link';
import { t } from '~/text/catalogue';
import { ago } from '~/text/format';
import { Icon } from '~/ui/icons';
import { Empty, pending } from '~/ui/State';
import { FileKind } from '~/ui/FileKind';
import { ImportMenu } from './ImportMenu';
import { outcome, period, ReconciledBadge, StatusBadge } from './status';

function Line({ job, account }: { job: Import; account: Account | undefined }) {
  return (
    <li class="import-row">
      <Link to={`/imports/${job.id}`} class="import-link">
        <FileKind filename={job.filename} type={job.file_type} />
        <span class="import-text">
          <span class="truncate">{job.filename}</span>
          <span class="faint small truncate">{[account?.name, period(job), outcome(job), ago(job.created_at)].filter(Boolean).join(' · ')}</span>
        </span>
        <ReconciledBadge job={job} />
        <StatusBadge job={job} />
      </Link>
      {job.is_file_kept && (
        <span class="kept" title={t('import.file_kept')}>
          <Icon name="file" size={16} />
          <span class="unseen">{t('import.file_kept')}</span>
        </span>
      )}
      <ImportMenu job={job} />
    </li>
  );
}

interface Props {
  imports: { data: List<Import> | undefined; isPending: boolean; error: unknown; refetch: () => unknown };
  jobs: readonly Import[];
  accounts: readonly Account[];
}

export function History({ imports, jobs, accounts }: Props) {
  return (
    <section class="card" aria-label={t('import.history')}>
      <header class="card-head">
        <h2>{t('import.history')}</h2>
      </header>
      {!imports.data && pending(imports, 4, 26)}
      {imports.data && jobs.length === 0 && <Empty icon="file" title={t('import.none')} text={t('import.none_text')} />}
      <ul class="import-list">
        {jobs.map((job) => (
          <Line key={job.id} job={job} account={accounts.find((one) => one.id === job.account_id)} />
        ))}
      </ul>
    </section>
  );
}
