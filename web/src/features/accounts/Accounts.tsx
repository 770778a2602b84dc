/* The accounts with their balances, what is owned and what is owed. */
import type { Account, AccountType } from '~/api/types';
import { useAccounts } from '~/api/queries';
import { Link } from '~/route/Link';
import { changeSearch, useSearch } from '~/route/router';
import { t, word } from '~/text/catalogue';
import { Amount } from '~/ui/Amount';
import { Button, IconButton } from '~/ui/Button';
import { Badge } from '~/ui/Card';
import { Icon } from '~/ui/icons';
import { Empty, pending } from '~/ui/State';
import { AccountForm } from './AccountForm';
import { ACCOUNT_ICONS } from './icons';
import { totals } from './totals';
import './accounts.css';

const OWED: ReadonlySet<AccountType> = new Set<AccountType>(['credit_card', 'loan']);

function Line({ account }: { account: Account }) {
  return (
    <li class={account.is_active ? 'account-row' : 'account-row inactive'}>
      <span class="account-icon">
        <Icon name={ACCOUNT_ICONS[account.account_type]} />
      </span>
      <Link to={`/transactions?account_id=${account.id}`} class="account-text">
        <span class="truncate account-name">{account.name}</span>
        <span class="truncate faint small">{[word('account', account.account_type), account.institution, account.number_masked].filter(Boolean).join(' · ')}</span>
      </Link>
      {!account.is_active && <Badge>{t('accounts.closed')}</Badge>}
      <Amount amount={account.balance} currency={account.currency} class="account-balance" />
      <IconButton icon="edit" size="s" label={t('accounts.edit_one', { name: account.name })} onClick={() => changeSearch({ account: account.id })} />
    </li>
  );
}

function Section({ title, accounts }: { title: string; accounts: Account[] }) {
  if (accounts.length === 0) return null;
  return (
    <section class="card account-section" aria-label={title}>
      <header class="card-head">
        <h2>{title}</h2>
        <span class="account-totals">
          {totals(accounts).map((sum) => (
            <Amount key={sum.currency} amount={sum.amount} currency={sum.currency} />
          ))}
        </span>
      </header>
      <ul>
        {accounts.map((account) => (
          <Line key={account.id} account={account} />
        ))}
      </ul>
    </section>
  );
}

export function Accounts() {
  const accounts = useAccounts();
  const search = useSearch();
  const all = accounts.data ?? [];
  const edited = all.find((one) => one.id === search.get('account'));
  return (
    <div class="page narrow">
      <header class="page-head">
        <h1 tabIndex={-1}>{t('nav.accounts')}</h1>
        <span class="spacer" />
        <Button icon="plus" size="s" onClick={() => changeSearch({ new: '1' })}>
          {t('accounts.new')}
        </Button>
      </header>
      {!accounts.data && <div class="card">{pending(accounts, 6, 28)}</div>}
      {accounts.data && all.length === 0 && (
        <div class="card">
          <Empty icon="wallet" title={t('accounts.none')} text={t('accounts.none_text')}>
            <Button kind="primary" icon="plus" onClick={() => changeSearch({ new: '1' })}>
              {t('accounts.new')}
            </Button>
          </Empty>
        </div>
      )}
      <Section title={t('accounts.assets')} accounts={all.filter((one) => !OWED.has(one.account_type))} />
      <Section title={t('accounts.debts')} accounts={all.filter((one) => OWED.has(one.account_type))} />
      {search.get('new') && <AccountForm onClose={() => changeSearch({ new: null })} />}
      {edited && <AccountForm account={edited} onClose={() => changeSearch({ account: null })} />}
    </div>
  );
}
