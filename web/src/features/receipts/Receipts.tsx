/* Receipts that wait for their transaction: photographed, dropped or chosen here, read by themselves, and joined to a
   transaction by a person. */
import { useState } from 'react';
import { useRole } from '~/api/queries';
import { useTaking, type Taker } from '~/shell/taker';
import { t } from '~/text/catalogue';
import { bytes, percent } from '~/text/format';
import { Button, IconButton } from '~/ui/Button';
import { FileKind } from '~/ui/FileKind';
import { Icon } from '~/ui/icons';
import { Empty, explain, pending } from '~/ui/State';
import { ReceiptCard } from './ReceiptCard';
import { chooseReceipts, useWaiting } from './receipts';
import { forget, sendAgain, sendReceipts, useSending, type Sending } from './sending';
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

function Going({ one }: { one: Sending }) {
  return (
    <li class="queue-item">
      <div class="queue-line">
        <FileKind filename={one.file.name} />
        <span class="import-text">
          <span class="truncate">{one.file.name}</span>
          <span class="faint small">{bytes(one.file.size)}</span>
        </span>
        {one.error ? <IconButton icon="close" size="s" label={t('import.withdraw', { name: one.file.name })} onClick={() => forget(one.key)} /> : <span class="num muted small">{percent(one.share)}</span>}
      </div>
      {one.error ? (
        <div class="queue-problem" role="alert">
          <Icon name="alert" size={18} />
          <p>{explain(one.error).text}</p>
          <Button size="s" icon="retry" onClick={() => sendAgain(one)}>
            {t('action.retry')}
          </Button>
        </div>
      ) : (
        <progress class="bar" max={1} value={one.share} aria-label={t('import.uploading')} />
      )}
    </li>
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
            <Going key={one.key} one={one} />
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
