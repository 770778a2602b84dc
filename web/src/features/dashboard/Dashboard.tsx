/* The first view: how much there is, where it goes, how this month compares, and what wants a decision. */
import { useState } from 'react';
import { useMe, useOverview } from '~/api/queries';
import type { Attention, Overview } from '~/api/types';
import { Link } from '~/route/Link';
import { chooseFiles } from '~/shell/upload';
import { t, word } from '~/text/catalogue';
import { count } from '~/text/format';
import { Amount } from '~/ui/Amount';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { Icon, type IconName } from '~/ui/icons';
import { Empty, pending } from '~/ui/State';
import { MonthsCard } from './MonthsCard';
import { NetWorthCard } from './NetWorthCard';
import { RecentCard } from './RecentCard';
import { SpendingCard } from './SpendingCard';
import './dashboard.css';

function greeting(name: string): string {
  const hour = new Date().getHours();
  const key = hour < 5 ? 'greeting.night' : hour < 12 ? 'greeting.morning' : hour < 18 ? 'greeting.afternoon' : 'greeting.evening';
  return name ? t(`${key}_name`, { name }) : t(key);
}

function AccountsCard({ accounts }: { accounts: Overview['accounts'] }) {
  return (
    <Card title={t('nav.accounts')} actions={<Link class="card-link" to="/accounts">{t('action.all')}</Link>}>
      <ul class="balance-list">
        {accounts.map((account) => (
          <li key={account.id}>
            <Link to={`/transactions?account_id=${account.id}`} class="balance-row">
              <span class="coin">{account.currency}</span>
              <span class="truncate">{account.name}</span>
              <Amount amount={account.balance} currency={account.currency} />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const ATTENTION_ICONS: Record<string, IconName> = { import: 'import', suggestions: 'spark', uncategorized: 'tag', failed_imports: 'alert' };

function AttentionCard({ items }: { items: Attention[] }) {
  return (
    <Card title={t('dashboard.attention')}>
      {items.length === 0 ? (
        <p class="all-clear">
          <Icon name="check" size={18} />
          {t('dashboard.all_clear')}
        </p>
      ) : (
        <ul class="attention-list">
          {items.map((item) => (
            <li key={item.kind + (item.link ?? '')}>
              <Link to={item.link ?? '/'} class="attention-row">
                <Icon name={ATTENTION_ICONS[item.kind] ?? 'info'} size={18} />
                <span>{attentionTitle(item)}</span>
                <span class="num attention-count">{count(item.count)}</span>
                <Icon name="right" size={14} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function attentionTitle(item: Attention): string {
  const known = word('attention', item.kind);
  return known === item.kind.replaceAll('_', ' ') ? item.title : known;
}

function FirstSteps() {
  return (
    <div class="card first-steps">
      <Empty icon="import" title={t('dashboard.empty')} text={t('dashboard.empty_text')}>
        <Button kind="primary" icon="import" onClick={chooseFiles}>
          {t('import.choose')}
        </Button>
      </Empty>
    </div>
  );
}

export function Dashboard() {
  const me = useMe();
  const overview = useOverview();
  const [name] = useState(() => me.data?.first_name ?? '');
  return (
    <div class="page">
      <header class="page-head">
        <h1 tabIndex={-1}>{greeting(me.data?.first_name ?? name)}</h1>
      </header>
      {!overview.data && <div class="card">{pending(overview, 8, 22)}</div>}
      {overview.data && overview.data.accounts.length === 0 && <FirstSteps />}
      {overview.data && overview.data.accounts.length > 0 && (
        <div class="dashboard">
          <NetWorthCard />
          <div class="area-side">
            <AccountsCard accounts={overview.data.accounts} />
            <AttentionCard items={overview.data.needs_attention} />
          </div>
          <SpendingCard />
          <MonthsCard thisMonth={overview.data.this_month} lastMonth={overview.data.last_month} />
          <RecentCard />
        </div>
      )}
    </div>
  );
}
