/* Why a file could not be read and what to do: another try, or its password. */
import { useState } from 'react';
import type { Import } from '~/api/types';
import { t } from '~/text/catalogue';
import { Button } from '~/ui/Button';
import { Icon } from '~/ui/icons';
import { PasswordForm } from './PasswordForm';
import { useImportAction } from './jobs';
import { wantsPassword } from './status';

export function Failed({ job }: { job: Import }) {
  const [tried, setTried] = useState(0);
  const retry = useImportAction(job.id, 'retry');
  if (wantsPassword(job)) return <PasswordForm key={tried} job={job} onSent={() => setTried(tried + 1)} />;
  return (
    <div class="queue-problem" role="alert">
      <Icon name="alert" size={18} />
      <p>{job.error_details || t('error.unexpected')}</p>
      {job.is_file_kept && (
        <Button size="s" icon="retry" busy={retry.isPending} onClick={() => retry.mutate({})}>
          {t('action.retry')}
        </Button>
      )}
    </div>
  );
}
