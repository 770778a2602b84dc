/* Receipts that wait for their transaction: photographed, dropped or chosen here, read by themselves, and joined to a
   transaction by a person. */
import { useState } from 'react';
import { useRole } from '~/api/queries';
import { useTaking, type Taker } from '~/shell/taker';
import { t } from '~/text/catalogue';
import { Button } from '~/ui/Button';
import { GoingUp } from '~/ui/GoingUp';
import { Empty, pending } from '~/ui/State';
import { ReceiptCard } from './ReceiptCard';
import { chooseReceipts, useWaiting } from './receipts';
import { forget, sendAgain, sendReceipts, useSending } from './sending';
import '~/features/import/import.css';
import './receipts.css';

const STEP = 50;
const MINE: Taker = { take: sendReceipts, icon: 'receipt', title: 'receipts.drop_now', text: 'receipts.formats' };
const NOBODYS: Taker = { ...MINE, take: () => undefined, title: 'receipts.only_looking' };

/* A telephone has its camera at hand. */
const hasCamera = () => matchMedia('(pointer: coarse)').matches;

function AddButtons() {
  return (
    <>
      {hasCamera() && (
        <Button kind="primary" icon="camera" onClick={() => chooseReceipts(sendReceipts, true)}>
          {t('receipts.photograph')}
        </Button>
      )}
      <Button kind={hasCamera() ? 'plain' : 'primary'} icon="plus" onClick={() => chooseReceipts(sendReceipts)}>
        {t('receipts.add_many')}
      </Button>
    </>
  );
}

export function Receipts() {
  const may = useRole() !== 'viewer';
  const [limit, setLimit] = useState(STEP);
  const waiting = useWaiting(limit);
  const sending = useSending();
  const items = waiting.data?.items ?? [];
  useTaking(may ? MINE : NOBODYS);
  return (
    <div class="page receipts-page">
      <header class="page-head">
        <h1 tabIndex={-1}>{t('nav.receipts')}</h1>
        <span class="faint num" role="status">
          {items.length > 0 && t('receipts.waiting', { n: waiting.data?.total ?? items.length })}
        </span>
        <span class="spacer" />
        {may && (items.length > 0 || sending.length > 0) && <span class="receipts-add"><AddButtons /></span>}
      </header>
      {sending.length > 0 && (
        <ul class="card queue" aria-label={t('import.in_hand')}>
          {sending.map((one) => (
            <GoingUp key={one.key} file={one.file} share={one.share} error={one.error} onRetry={() => sendAgain(one)} onWithdraw={() => forget(one.key)} />
          ))}
        </ul>
      )}
      {!waiting.data && <div class="card">{pending(waiting, 5, 40)}</div>}
      {waiting.data && items.length === 0 && sending.length === 0 && (
        <div class="drop-card">
          <Empty icon="receipt" title={t('receipts.none_waiting')} text={t(may ? 'receipts.none_waiting_text' : 'receipts.only_looking')}>
            {may && <span class="receipts-add"><AddButtons /></span>}
          </Empty>
        </div>
      )}
      <ul class="receipt-cards" aria-label={t('receipts.title')}>
        {items.map((one) => (
          <ReceiptCard key={one.id} one={one} may={may} />
        ))}
      </ul>
      {waiting.data?.next_cursor && (
        <Button busy={waiting.isPlaceholderData} onClick={() => setLimit(limit + STEP)}>
          {t('receipts.more')}
        </Button>
      )}
    </div>
  );
}
