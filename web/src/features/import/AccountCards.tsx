/* The accounts to import into, each with what tells it from the others. No account means: found from the file. */
import type { ComponentChildren } from 'preact';
import { useState } from 'react';
import type { Account, Import } from '~/api/types';
import { AccountForm } from '~/features/accounts/AccountForm';
import { ACCOUNT_ICONS } from '~/features/accounts/icons';
import { t, word } from '~/text/catalogue';
import { ago } from '~/text/format';
import { Amount } from '~/ui/Amount';
import { Icon, type IconName } from '~/ui/icons';

interface CardProps {
  icon: IconName;
  name: string;
  text: string;
  checked: boolean;
  onChoose: () => void;
  children?: ComponentChildren;
}

function Card({ icon, name, text, checked, onChoose, children }: CardProps) {
  return (
    <label class="account-card">
      <input type="radio" name="account" checked={checked} onChange={onChoose} />
      <span class="account-icon">
        <Icon name={icon} />
      </span>
      <span class="account-card-text">
        <span class="truncate">{name}</span>
        <span class="truncate faint small">{text}</span>
      </span>
      {children}
    </label>
  );
}

function about(account: Account): string {
  return [account.institution, account.number_masked].filter(Boolean).join(' · ') || word('account', account.account_type);
}

interface Props {
  accounts: readonly Account[];
  imports: readonly Import[];
  chosen: string;
  onChoose: (id: string) => void;
  mayFind?: boolean;
}

export function AccountCards({ accounts, imports, chosen, onChoose, mayFind = true }: Props) {
  const [creating, setCreating] = useState(false);
  const lastOf = (id: string) => imports.find((one) => one.account_id === id && one.status === 'completed')?.created_at;
  return (
    <fieldset class="account-cards">
      <legend>{t('import.which_account')}</legend>
      {mayFind && <Card icon="spark" name={t('import.find_account')} text={t('import.find_account_text')} checked={chosen === ''} onChoose={() => onChoose('')} />}
      {accounts.map((account) => {
        const last = lastOf(account.id);
        return (
          <Card key={account.id} icon={ACCOUNT_ICONS[account.account_type]} name={account.name} text={about(account)} checked={chosen === account.id} onChoose={() => onChoose(account.id)}>
            <span class="account-card-facts">
              <Amount amount={account.balance} currency={account.currency} />
              <span class="faint small">{last ? t('import.last', { when: ago(last) }) : t('import.never')}</span>
            </span>
          </Card>
        );
      })}
      <button type="button" class="account-card new" onClick={() => setCreating(true)}>
        <span class="account-icon">
          <Icon name="plus" />
        </span>
        <span class="account-card-text">
          <span class="truncate">{t('accounts.new')}</span>
        </span>
      </button>
      {creating && <AccountForm onClose={() => setCreating(false)} onSaved={(account) => onChoose(account.id)} />}
    </fieldset>
  );
}
