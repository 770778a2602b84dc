/* Files arrive here, and somebody says which account they are from. */
import { useEffect, useRef, useState } from 'react';
import { useRole } from '~/api/queries';
import type { Account, Import } from '~/api/types';
import { lastAccount } from '~/shell/local';
import { chooseFiles, sendFiles, withdraw, type Upload } from '~/shell/upload';
import { t } from '~/text/catalogue';
import { bytes } from '~/text/format';
import { Button, IconButton } from '~/ui/Button';
import { Icon } from '~/ui/icons';
import { pending } from '~/ui/State';
import { FileKind } from '~/ui/FileKind';
import { AccountCards } from './AccountCards';

/* A view that was just opened puts the reader at its heading first. */
const ARRIVAL_MS = 100;

function Waiting({ waiting, accountId }: { waiting: readonly Upload[]; accountId: string }) {
  const go = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => go.current?.querySelector('button')?.focus(), ARRIVAL_MS);
    return () => clearTimeout(timer);
  }, [waiting.length]);
  return (
    <>
      <ul class="waiting-files" aria-label={t('import.waiting')}>
        {waiting.map(({ key, file }) => (
          <li key={key}>
            <FileKind filename={file.name} />
            <span class="truncate">{file.name}</span>
            <span class="faint small num">{bytes(file.size)}</span>
            <IconButton icon="close" size="s" label={t('import.withdraw', { name: file.name })} onClick={() => withdraw(key)} />
          </li>
        ))}
      </ul>
      <div class="button-row" ref={go}>
        <Button kind="primary" icon="import" onClick={() => void sendFiles(accountId)}>
          {t('import.upload', { n: waiting.length })}
        </Button>
        <Button icon="plus" onClick={chooseFiles}>
          {t('import.more_files')}
        </Button>
      </div>
    </>
  );
}

/* Somebody who may only look is told so, instead of being refused after the fact. */
function OnlyLooking() {
  return (
    <>
      <span class="empty-icon">
        <Icon name="eye" size={24} />
      </span>
      <p class="empty-title">{t('import.only_looking')}</p>
      <p class="muted">{t('import.only_looking_text')}</p>
    </>
  );
}

function Invitation() {
  return (
    <>
      <span class="empty-icon">
        <Icon name="import" size={24} />
      </span>
      <p class="empty-title">{t('import.drop_here')}</p>
      <p class="muted">{t('import.drop_text')}</p>
      <Button kind="primary" icon="file" onClick={chooseFiles}>
        {t('import.choose')}
      </Button>
    </>
  );
}

interface Props {
  accounts: { data: Account[] | undefined; isPending: boolean; error: unknown; refetch: () => unknown };
  imports: readonly Import[];
  waiting: readonly Upload[];
}

export function Intake({ accounts, imports, waiting }: Props) {
  const role = useRole();
  const [picked, setPicked] = useState(lastAccount() ?? '');
  const active = accounts.data?.filter((one) => one.is_active) ?? [];
  const chosen = active.some((one) => one.id === picked) ? picked : '';
  if (role === 'viewer') return <div class="drop-card"><OnlyLooking /></div>;
  return (
    <section class="intake" aria-label={t('import.title')}>
      <div class={waiting.length > 0 ? 'drop-card full' : 'drop-card'}>{waiting.length > 0 ? <Waiting waiting={waiting} accountId={chosen} /> : <Invitation />}</div>
      {accounts.data ? <AccountCards accounts={active} imports={imports} chosen={chosen} onChoose={setPicked} /> : <div class="card">{pending(accounts, 4, 30)}</div>}
    </section>
  );
}
