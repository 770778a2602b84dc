/* A transaction as somebody recognises it, and why it is offered. */
import { useAccounts } from '~/api/queries';
import type { Transaction } from '~/api/types';
import { date } from '~/text/format';
import { Amount } from '~/ui/Amount';
import { Badge } from '~/ui/Card';

export function Proposed({ row, reasons }: { row: Transaction; reasons: readonly string[] }) {
  const accounts = useAccounts();
  const account = accounts.data?.find((one) => one.id === row.account_id)?.name;
  return (
    <>
      <span class="proposed-text">
        <span class="proposed-title truncate">{row.merchant ?? row.description}</span>
        <span class="faint small truncate">{[date(row.date), account].filter(Boolean).join(' · ')}</span>
      </span>
      <Amount amount={row.amount} currency={row.currency} tone />
      {reasons.length > 0 && (
        <span class="proposed-why">
          {reasons.map((one) => (
            <Badge key={one} tone="info">
              {one}
            </Badge>
          ))}
        </span>
      )}
    </>
  );
}
