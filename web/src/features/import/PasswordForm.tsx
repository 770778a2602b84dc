/* Asked only when the file is protected and no saved password has opened it. */
import type { TargetedSubmitEvent } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import { useAccounts } from '~/api/queries';
import type { Import } from '~/api/types';
import { t } from '~/text/catalogue';
import { Button } from '~/ui/Button';
import { FormError, TextField } from '~/ui/Field';
import { useImportAction } from './jobs';

export function PasswordForm({ job, onSent }: { job: Import; onSent: () => void }) {
  const accounts = useAccounts();
  const account = accounts.data?.find((one) => one.id === job.account_id);
  const [password, setPassword] = useState('');
  const [keeps, setKeeps] = useState(false);
  const [label, setLabel] = useState('');
  const id = useId();
  const self = useRef<HTMLFormElement>(null);
  const retry = useImportAction(job.id, 'retry', onSent);

  /* Whoever is elsewhere on the page is not called away. */
  useLayoutEffect(() => {
    if (document.activeElement?.matches('body, h1')) self.current?.querySelector('input')?.focus();
  }, []);

  function onSubmit(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const save = label || account?.institution || account?.name || job.filename;
    retry.mutate(keeps ? { password, save_password: save } : { password });
  }

  return (
    <form ref={self} class="password-form" aria-label={t('password.for', { name: job.filename })} onSubmit={onSubmit}>
      <p class="muted small">{t('password.needed')}</p>
      <div class="password-line">
        <TextField label={t('field.password')} type="password" autocomplete="off" required value={password} onValue={setPassword} error={job.error_code === 'password_wrong' ? t('password.wrong') : undefined} />
        <Button kind="primary" type="submit" icon="key" busy={retry.isPending}>
          {t('password.open')}
        </Button>
      </div>
      <div class="check-row">
        <input id={id} type="checkbox" checked={keeps} onChange={(event) => setKeeps(event.currentTarget.checked)} />
        <label for={id}>{account ? t('password.remember_for', { account: account.name }) : t('password.remember')}</label>
      </div>
      {keeps && <TextField label={t('password.label')} placeholder={account?.institution ?? account?.name ?? job.filename} value={label} onValue={setLabel} />}
      <FormError error={retry.error} />
    </form>
  );
}
