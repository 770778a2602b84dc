/* Files are here; which account are they from? Then they go up. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useAccounts } from '~/api/queries';
import type { Account } from '~/api/types';
import { lastAccount, rememberAccount } from '~/shell/local';
import { uploadFiles, withdrawFiles } from '~/shell/upload';
import { t } from '~/text/catalogue';
import { bytes } from '~/text/format';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { Icon } from '~/ui/icons';
import { explain, pending } from '~/ui/State';
import { AccountForm } from '~/features/accounts/AccountForm';
import './import.css';

function FileList({ files }: { files: readonly File[] }) {
  return (
    <ul class="file-list">
      {files.map((file) => (
        <li key={file.name + file.size}>
          <Icon name="file" />
          <span class="truncate">{file.name}</span>
          <span class="faint small num">{bytes(file.size)}</span>
        </li>
      ))}
    </ul>
  );
}

function Choices({ accounts, chosen, onChoose }: { accounts: Account[]; chosen: string; onChoose: (id: string) => void }) {
  return (
    <fieldset class="account-choices">
      <legend>{t('import.which_account')}</legend>
      {accounts.map((account) => (
        <label key={account.id} class="account-choice">
          <input type="radio" name="account" value={account.id} checked={account.id === chosen} onChange={() => onChoose(account.id)} />
          <span class="truncate">{account.name}</span>
          <span class="faint small">{account.currency}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function StartImport({ files }: { files: readonly File[] }) {
  const accounts = useAccounts();
  const active = (accounts.data ?? []).filter((one) => one.is_active);
  const [picked, setPicked] = useState('');
  const [share, setShare] = useState(0);
  const [creating, setCreating] = useState(false);
  const remembered = active.find((one) => one.id === lastAccount());
  const chosen = picked || remembered?.id || active[0]?.id || '';
  const send = useMutation({
    mutationFn: () => {
      rememberAccount(chosen);
      return uploadFiles(files, chosen, setShare);
    },
  });
  return (
    <Dialog
      title={t('import.title')}
      onClose={withdrawFiles}
      footer={
        <>
          <Button onClick={withdrawFiles}>{t('action.cancel')}</Button>
          <Button kind="primary" icon="import" busy={send.isPending} disabled={!chosen} onClick={() => send.mutate()}>
            {t('import.upload')}
          </Button>
        </>
      }
    >
      <div class="form">
        <FileList files={files} />
        {!accounts.data && pending(accounts)}
        {accounts.data && active.length > 0 && <Choices accounts={active} chosen={chosen} onChoose={setPicked} />}
        {accounts.data && active.length === 0 && <p class="muted">{t('import.no_account')}</p>}
        {accounts.data && (
          <Button icon="plus" kind={active.length ? 'quiet' : 'plain'} onClick={() => setCreating(true)}>
            {t('accounts.new')}
          </Button>
        )}
        {send.isPending && <progress class="bar" max={1} value={share} aria-label={t('import.uploading')} />}
        {send.error && (
          <p class="form-error" role="alert">
            {explain(send.error).text}
          </p>
        )}
      </div>
      {creating && <AccountForm onClose={() => setCreating(false)} onSaved={(account) => setPicked(account.id)} />}
    </Dialog>
  );
}
