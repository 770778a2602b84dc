import { useAccounts, useCategories, useRecentTransactions } from '~/api/queries';
import { Link } from '~/route/Link';
import { t } from '~/text/catalogue';
import { date } from '~/text/format';
import { Amount } from '~/ui/Amount';
import { Card } from '~/ui/Card';
import { Empty, pending } from '~/ui/State';
import { Glyph } from '~/features/categories/Glyph';

export function RecentCard() {
  const recent = useRecentTransactions(7);
  const categories = useCategories();
  const accounts = useAccounts();
  const items = recent.data?.items ?? [];
  return (
    <Card title={t('dashboard.recent')} class="area-recent" actions={<Link class="card-link" to="/transactions">{t('action.all')}</Link>}>
      {!recent.data && pending(recent, 6, 26)}
      {recent.data && items.length === 0 && <Empty icon="list" title={t('transactions.none')} text={t('transactions.none_text')} />}
      <ul>
        {items.map((row) => {
          const category = categories.data?.find((one) => one.id === row.category_id);
          const account = accounts.data?.find((one) => one.id === row.account_id);
          return (
            <li key={row.id}>
              <Link to={`/transactions?row=${row.id}`} class="recent-row">
                <Glyph category={category} />
                <span class="recent-text">
                  <span class="truncate">{row.merchant ?? row.description}</span>
                  <span class="faint small truncate">{[category?.name ?? t('category.none'), account?.name].filter(Boolean).join(' · ')}</span>
                </span>
                <span class="recent-figures">
                  <Amount amount={row.amount} currency={row.currency} tone />
                  <span class="faint small">{date(row.date, 'day')}</span>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
