/* One receipt that waits: what it looks like, what was read, and the transaction it seems to belong to. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { transactionQuery } from '~/api/queries';
import type { Attachment, Transaction } from '~/api/types';
import { t } from '~/text/catalogue';
import { bytes, date, percent } from '~/text/format';
import { Amount } from '~/ui/Amount';
import { Button } from '~/ui/Button';
import { Badge } from '~/ui/Card';
import { Confirm } from '~/ui/Dialog';
import { Icon } from '~/ui/icons';
import { toast } from '~/ui/toast';
import { ChooseTransaction } from './ChooseTransaction';
import { Look, Thumbnail } from './Picture';
import { Proposed } from './Proposed';
import { reasons } from './reasons';
import { useJoin, useReadAgain, useRemove, useTakeBack } from './receipts';

const DOUBTFUL = 0.7;

function Reading({ one }: { one: Attachment }) {
  if (one.receipt_status === 'pending') {
    return (
      <p class="receipt-working" role="status">
        <span class="spinner" aria-hidden="true" />
        {t('receipts.being_read')}
      </p>
    );
  }
  if (one.receipt_status !== 'read') {
    return (
      <p class="receipt-problem">
        <Icon name="alert" size={18} />
        <span>{one.receipt_error || t('receipts.not_read')}</span>
      </p>
    );
  }
  return (
    <dl class="receipt-facts">
      <div>
        <dt>{t('receipts.total')}</dt>
        <dd>{one.receipt_total ? <Amount amount={one.receipt_total} currency={one.receipt_currency} /> : <span class="faint">{t('receipts.unknown')}</span>}</dd>
      </div>
      <div>
        <dt>{t('field.date')}</dt>
        <dd class="num">{one.receipt_date ? date(one.receipt_date) : <span class="faint">{t('receipts.unknown')}</span>}</dd>
      </div>
    </dl>
  );
}

function Offer({ one, row }: { one: Attachment; row: Transaction }) {
  return (
    <div class="receipt-proposal">
      <p class="receipt-proposal-head">
        <span class="small muted">{t('receipts.seems')}</span>
        {one.match_score !== null && <span class="faint small num">{t('transactions.confidence', { share: percent(one.match_score) })}</span>}
      </p>
      <div class="receipt-choice shown">
        <Proposed row={row} reasons={reasons(one, row)} />
      </div>
    </div>
  );
}

export function ReceiptCard({ one, may }: { one: Attachment; may: boolean }) {
  const suggested = one.suggested_transaction_id;
  const proposal = useQuery({ ...transactionQuery(suggested ?? ''), enabled: suggested !== null });
  const [open, setOpen] = useState<'look' | 'choose' | 'discard' | null>(null);
  const join = useJoin();
  const takeBack = useTakeBack();
  const again = useReadAgain();
  const remove = useRemove(() => setOpen(null));
  const name = one.receipt_merchant ?? one.filename;
  const row = suggested ? proposal.data : undefined;
  const reading = one.receipt_status === 'pending';

  function attach(to: Transaction) {
    setOpen(null);
    join.mutate({ id: one.id, transaction_id: to.id }, {
      onSuccess: () => toast(t('receipts.attached', { name: to.merchant ?? to.description }), { action: { label: t('action.undo'), act: () => takeBack.mutate(one.id) } }),
    });
  }

  return (
    <li class="card receipt-card">
      <Thumbnail one={one} onOpen={() => setOpen('look')} />
      <div class="receipt-body">
        <div class="receipt-title">
          <h2 class="truncate">{name}</h2>
          {one.receipt_status === 'read' && one.receipt_confidence !== null && one.receipt_confidence < DOUBTFUL && <Badge tone="warn">{t('receipts.doubtful')}</Badge>}
        </div>
        <p class="faint small truncate">{[one.receipt_merchant ? one.filename : null, bytes(one.size)].filter(Boolean).join(' · ')}</p>
        <Reading one={one} />
      </div>
      {row && <Offer one={one} row={row} />}
      {!suggested && one.receipt_status === 'read' && <p class="receipt-nothing muted small">{t('receipts.no_proposal')}</p>}
      {may && (
        <div class="receipt-actions">
          {row && (
            <Button kind="primary" size="s" icon="check" busy={join.isPending} onClick={() => attach(row)}>
              {t('receipts.attach')}
            </Button>
          )}
          {!reading && (
            <Button kind={row ? 'plain' : 'primary'} size="s" icon="search" onClick={() => setOpen('choose')}>
              {row ? t('receipts.choose_other') : t('receipts.choose')}
            </Button>
          )}
          {!reading && !row && (
            <Button size="s" icon="retry" busy={again.isPending} onClick={() => again.mutate(one.id)}>
              {t(one.receipt_status === 'read' ? 'receipts.again' : 'receipts.read_again')}
            </Button>
          )}
          <Button kind="quiet" size="s" icon="trash" class="danger-text" onClick={() => setOpen('discard')}>
            {t('receipts.discard')}
          </Button>
        </div>
      )}
      {open === 'look' && <Look one={one} onClose={() => setOpen(null)} />}
      {open === 'choose' && <ChooseTransaction receipt={one} onPick={attach} onClose={() => setOpen(null)} />}
      {open === 'discard' && <Confirm title={t('receipts.remove_title', { name: one.filename })} text={t('receipts.discard_text')} action={t('receipts.discard')} busy={remove.isPending} onConfirm={() => remove.mutate(one.id)} onClose={() => setOpen(null)} />}
    </li>
  );
}
