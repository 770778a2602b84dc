/* Which transaction a receipt belongs to: those that fit stand first, words find any other. */
import { useDeferredValue, useMemo, useState } from 'react';
import type { Attachment, Transaction } from '~/api/types';
import { t } from '~/text/catalogue';
import { Dialog } from '~/ui/Dialog';
import { TextField } from '~/ui/Field';
import { pending } from '~/ui/State';
import { useCandidates } from './receipts';
import { ranked, reasons } from './reasons';
import { Proposed } from './Proposed';

const SHOWN = 40;

interface Props {
  receipt: Attachment;
  onPick: (row: Transaction) => void;
  onClose: () => void;
}

export function ChooseTransaction({ receipt, onPick, onClose }: Props) {
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const found = useCandidates(receipt, asked);
  const rows = useMemo(() => (asked ? (found.data ?? []) : ranked(receipt, found.data ?? [])).slice(0, SHOWN), [asked, found.data]);
  return (
    <Dialog title={t('receipts.choose_title', { name: receipt.receipt_merchant ?? receipt.filename })} onClose={onClose}>
      <div class="receipt-choose">
        <TextField label={t('receipts.search')} value={text} onValue={setText} autocomplete="off" autofocus={matchMedia('(pointer: fine)').matches} />
        {!found.data && pending(found, 4, 40)}
        {found.data && rows.length === 0 && <p class="muted">{t(asked ? 'transactions.no_match' : 'receipts.none_near')}</p>}
        <ul class="receipt-choices" aria-label={t('nav.transactions')}>
          {rows.map((row) => (
            <li key={row.id}>
              <button type="button" class="receipt-choice" onClick={() => onPick(row)}>
                <Proposed row={row} reasons={reasons(receipt, row)} />
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
