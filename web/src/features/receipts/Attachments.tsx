/* The receipts and documents of a transaction, and those that seem to belong to it. */
import { useState } from 'react';
import type { Attachment, Transaction } from '~/api/types';
import { t } from '~/text/catalogue';
import { bytes, date, money, percent } from '~/text/format';
import { Button, IconButton } from '~/ui/Button';
import { Badge } from '~/ui/Card';
import { Confirm } from '~/ui/Dialog';
import { save } from '~/ui/save';
import { pending } from '~/ui/State';
import { FileKind } from '~/ui/FileKind';
import { chooseReceipts, useAttach, useAttachments, useJoin, useRemove, useSuggested } from './receipts';
import './receipts.css';

/* What was read on it, or why nothing was. */
function reading(one: Attachment): string {
  switch (one.receipt_status) {
    case 'pending':
      return t('receipts.reading');
    case 'read': {
      const total = one.receipt_total && money(one.receipt_total, one.receipt_currency);
      return [total, one.receipt_merchant, one.receipt_date && date(one.receipt_date)].filter(Boolean).join(' · ');
    }
    case 'unreadable':
      return one.receipt_error || t('receipts.unreadable');
    default:
      return '';
  }
}

function Line({ one, onJoin, onRemove }: { one: Attachment; onJoin?: () => void; onRemove: () => void }) {
  return (
    <li class="receipt">
      <FileKind filename={one.filename} />
      <div class="receipt-text">
        <button type="button" class="text-button truncate" onClick={() => void save(`/attachments/${one.id}/content`, one.filename)}>
          {one.filename}
        </button>
        <span class="faint small">{[reading(one), bytes(one.size)].filter(Boolean).join(' · ')}</span>
      </div>
      <IconButton icon="trash" size="s" label={t('receipts.remove_one', { name: one.filename })} onClick={onRemove} />
      {onJoin && (
        <p class="receipt-offer">
          <Button size="s" icon="check" onClick={onJoin}>
            {t('receipts.join')}
          </Button>
          {one.match_score !== null && <Badge tone="info">{t('transactions.confidence', { share: percent(one.match_score) })}</Badge>}
        </p>
      )}
    </li>
  );
}

export function Attachments({ row }: { row: Transaction }) {
  const own = useAttachments(row.id);
  const suggested = useSuggested(row.id);
  const attach = useAttach(row.id);
  const join = useJoin();
  const [removing, setRemoving] = useState<Attachment | null>(null);
  const remove = useRemove(() => setRemoving(null));
  const offered = (suggested.data ?? []).filter((one) => one.transaction_id === null);

  function onDrop(event: DragEvent) {
    event.preventDefault();
    event.stopPropagation();
    for (const file of event.dataTransfer?.files ?? []) attach.mutate(file);
  }

  return (
    <section aria-label={t('receipts.title')} onDrop={onDrop}>
      <header class="receipts-head">
        <h3>{t('receipts.title')}</h3>
        <Button size="s" icon="plus" busy={attach.isPending} onClick={() => chooseReceipts((files) => files.forEach((file) => attach.mutate(file)))}>
          {t('receipts.add')}
        </Button>
      </header>
      {!own.data && pending(own, 1, 30)}
      {own.data?.length === 0 && offered.length === 0 && <p class="muted small">{t('receipts.none')}</p>}
      <ul>
        {(own.data ?? []).map((one) => (
          <Line key={one.id} one={one} onRemove={() => setRemoving(one)} />
        ))}
        {offered.map((one) => (
          <Line key={one.id} one={one} onJoin={() => join.mutate({ id: one.id, transaction_id: row.id })} onRemove={() => setRemoving(one)} />
        ))}
      </ul>
      {removing && <Confirm title={t('receipts.remove_title', { name: removing.filename })} text={t('receipts.remove_text')} action={t('action.delete')} busy={remove.isPending} onConfirm={() => remove.mutate(removing.id)} onClose={() => setRemoving(null)} />}
    </section>
  );
}
