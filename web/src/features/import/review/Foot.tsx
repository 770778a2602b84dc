/* The bar that stays: what would be booked into which account, and the word that does it. */
import { useState } from 'react';
import { useAccounts } from '~/api/queries';
import type { Import, Preview } from '~/api/types';
import { t } from '~/text/catalogue';
import { Amount } from '~/ui/Amount';
import { Button } from '~/ui/Button';
import { useImportAction } from '../jobs';
import { countRows, type ForAll } from './counts';
import { sumOfRows } from './Proof';

/* Near matches that nobody has decided yet: one word for all of them, or each in its tab. */
function OpenMatches({ open, forOpen, onChoose }: { open: number; forOpen: ForAll | null; onChoose: (choice: ForAll) => void }) {
  return (
    <div class="open-matches" role="group" aria-label={t('duplicates.open', { n: open })}>
      <span>{t('duplicates.open', { n: open })}</span>
      {(['merge', 'keep_both'] as const).map((choice) => (
        <Button key={choice} size="s" aria-pressed={forOpen === choice} onClick={() => onChoose(choice)}>
          {t(choice === 'merge' ? 'duplicates.all_same' : 'duplicates.all_new')}
        </Button>
      ))}
    </div>
  );
}

function Sums({ preview, job }: { preview: Preview; job: Import }) {
  const sum = sumOfRows(preview);
  const { currency, institution, encoding, pages } = job;
  const about = [preview.format?.toUpperCase(), institution, encoding, pages ? t('import.pages', { n: pages }) : null];
  return (
    <span class="foot-sums">
      {sum && (
        <span>
          {t('import.sum')} <Amount amount={sum} currency={currency} style="signed" />
        </span>
      )}
      <span class="faint small">{about.filter(Boolean).join(' · ')}</span>
    </span>
  );
}

interface Props {
  job: Import;
  preview: Preview;
  accountId: string;
  onAccount: (id: string) => void;
  busy: boolean;
}

export function Foot({ job, preview, accountId, onAccount, busy }: Props) {
  const { id } = job;
  const accounts = useAccounts();
  const [forOpen, setForOpen] = useState<ForAll | null>(null);
  const { open, fresh } = countRows(preview, forOpen);
  const confirm = useImportAction(id, 'confirm');
  const discard = useImportAction(id, 'discard');
  const isAsked = job.duplicate_state === 'open';
  const going = busy || confirm.isPending || discard.isPending;
  const body = { ...(open > 0 && { duplicates: forOpen }), ...(accountId !== job.account_id && { account_id: accountId }) };
  return (
    <div class="review-foot">
      {isAsked ? <span class="muted">{t('same.first')}</span> : open > 0 ? <OpenMatches open={open} forOpen={forOpen} onChoose={setForOpen} /> : <Sums preview={preview} job={job} />}
      <span class="spacer" />
      <select class="control compact" aria-label={t('import.into')} value={accountId} onChange={(event) => onAccount(event.currentTarget.value)}>
        {!accountId && <option value="">{t('import.choose_account')}</option>}
        {(accounts.data ?? []).map((one) => (
          <option key={one.id} value={one.id} selected={one.id === accountId}>
            {one.name}
          </option>
        ))}
      </select>
      <Button kind="quiet" disabled={going} onClick={() => discard.mutate({})}>
        {t('import.discard')}
      </Button>
      <Button kind="primary" icon="check" busy={confirm.isPending} disabled={going || isAsked || fresh === 0 || !accountId || (open > 0 && !forOpen)} onClick={() => confirm.mutate(body)}>
        {t('import.confirm', { n: fresh })}
      </Button>
    </div>
  );
}
