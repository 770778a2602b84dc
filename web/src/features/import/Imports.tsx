/* Where files come in, what becomes of those in hand, and every import so far. */
import { isWorking, useAccounts, useImports } from '~/api/queries';
import type { Import } from '~/api/types';
import { Link } from '~/route/Link';
import { useSent, useUploads } from '~/shell/upload';
import { t } from '~/text/catalogue';
import { Icon } from '~/ui/icons';
import { History } from './History';
import { Intake } from './Intake';
import { Queue } from './Queue';
import './import.css';

/* In hand is what this visit has sent, and whatever still works or waits for somebody. */
function inHand(job: Import, sent: ReadonlySet<string>): boolean {
  return sent.has(job.id) || isWorking(job) || job.status === 'needs_review';
}

export function Imports() {
  const imports = useImports();
  const accounts = useAccounts();
  const uploads = useUploads();
  const sent = useSent();
  const jobs = imports.data?.items ?? [];
  const hand = jobs.filter((job) => inHand(job, sent));
  return (
    <div class="page imports-page">
      <header class="page-head">
        <h1 tabIndex={-1}>{t('nav.import')}</h1>
        <span class="spacer" />
        <Link to="/settings/statements" class="button quiet size-s">
          <Icon name="key" size={16} />
          {t('import.passwords_templates')}
        </Link>
      </header>
      <Intake accounts={accounts} imports={jobs} waiting={uploads.filter((one) => one.state === 'waiting')} />
      <Queue uploads={uploads.filter((one) => one.state !== 'waiting')} jobs={hand} accounts={accounts.data ?? []} />
      <History imports={imports} jobs={jobs.filter((job) => !inHand(job, sent))} accounts={accounts.data ?? []} />
    </div>
  );
}
