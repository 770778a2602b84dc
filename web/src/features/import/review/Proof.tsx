/* Whether the balances of the file prove its rows, and the sum that shows it. */
import type { Preview } from '~/api/types';
import { t, type MessageKey } from '~/text/catalogue';
import { Amount } from '~/ui/Amount';
import { Icon, type IconName } from '~/ui/icons';
import { add, subtract } from '~/value/money';

type Verdict = ['good' | 'danger' | 'plain', IconName, MessageKey, MessageKey];

const PROVEN: Verdict = ['good', 'shield', 'import.reconciled', 'import.reconciled_text'];
const WRONG: Verdict = ['danger', 'alert', 'import.not_reconciled', 'import.not_reconciled_text'];
const UNKNOWN: Verdict = ['plain', 'info', 'import.unproven', 'import.unproven_text'];

/* What the rows come to: added up when all of them are here, and by the balances when these are proven. */
export function sumOfRows({ import: job, rows, next_after }: Preview): string | null {
  const amounts = rows.filter((row) => !row.is_skipped).map((row) => row.amount).filter((amount) => amount !== null);
  if (next_after === null && rows.length === job.total_rows - job.failed_imports) return add('0.00', ...amounts);
  if (job.reconciled && job.opening_balance && job.closing_balance) return subtract(job.closing_balance, job.opening_balance);
  return null;
}

export function Proof({ preview }: { preview: Preview }) {
  const { reconciled, ambiguous, opening_balance, closing_balance, currency } = preview.import;
  const [tone, icon, title, text] = reconciled === true ? PROVEN : reconciled === false ? WRONG : UNKNOWN;
  const sum = sumOfRows(preview);
  return (
    <div class="proofs">
      <div class={`proof ${tone}`}>
        <Icon name={icon} />
        <p>
          <strong>{t(title)}</strong> {t(text)}
        </p>
        {opening_balance && closing_balance && sum && (
          <p class="equation">
            <span>
              <span class="small">{t('field.opening_balance')}</span>
              <Amount amount={opening_balance} currency={currency} />
            </span>
            <span aria-hidden="true">+</span>
            <span>
              <span class="small">{t('import.rows', { n: preview.import.total_rows })}</span>
              <Amount amount={sum} currency={currency} />
            </span>
            <span>{reconciled === false ? '≠' : '='}</span>
            <span>
              <span class="small">{t('field.closing_balance')}</span>
              <Amount amount={closing_balance} currency={currency} />
            </span>
          </p>
        )}
      </div>
      {ambiguous && (
        <div class="proof warn">
          <Icon name="alert" />
          <p>
            <strong>{t('import.ambiguous')}</strong> {t('import.ambiguous_text')}
          </p>
        </div>
      )}
    </div>
  );
}
