/* The other end of an invitation: its link leads here, after signing in or registering where that was missing. */
import { useMutation } from '@tanstack/react-query';
import { api, chooseWorkspace } from '~/api/client';
import type { Workspace } from '~/api/types';
import { useSearch } from '~/route/router';
import { t } from '~/text/catalogue';
import { Button } from '~/ui/Button';
import { FormError } from '~/ui/Field';
import { Empty } from '~/ui/State';

export function Invitation() {
  const token = useSearch().get('token') ?? '';
  const accept = useMutation({
    mutationFn: () => api.post<Workspace>('/invitations/accept', { token }),
    onSuccess: (workspace) => {
      chooseWorkspace(workspace.id);
      location.assign('/');
    },
  });
  return (
    <div class="page narrow">
      <h1 class="unseen" tabIndex={-1}>
        {t('invitation.title')}
      </h1>
      <section class="card" aria-label={t('invitation.title')}>
        <Empty icon="users" title={t('invitation.title')} text={t('invitation.text')}>
          <FormError error={accept.error} />
          <Button kind="primary" busy={accept.isPending} disabled={!token} onClick={() => accept.mutate()}>
            {t('invitation.accept')}
          </Button>
        </Empty>
      </section>
    </div>
  );
}
