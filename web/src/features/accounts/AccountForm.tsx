/* A new account, or a change of one. The currency of an account stands once it exists. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, Problem } from '~/api/client';
import { useMe } from '~/api/queries';
import type { Account } from '~/api/types';
import { t, word } from '~/text/catalogue';
import { currencies, currencyName, decimalSign } from '~/text/format';
import { Button } from '~/ui/Button';
import { Confirm } from '~/ui/Dialog';
import { fieldError, SelectField, Switch, TextField } from '~/ui/Field';
import { FormDialog } from '~/ui/FormDialog';
import { toast, toastProblem } from '~/ui/toast';
import { parseTyped } from '~/value/money';

const TYPES = ['checking', 'savings', 'credit_card', 'investment', 'cash', 'loan', 'other'];

function start(account: Account | undefined, currency: string) {
  return {
    name: account?.name ?? '', account_type: account?.account_type ?? 'checking', currency: account?.currency ?? currency,
    institution: account?.institution ?? '', number_masked: account?.number_masked ?? '', opening_balance: account?.opening_balance ?? '',
    opened_on: account?.opened_on ?? '', is_active: account?.is_active ?? true,
  };
}

type Form = ReturnType<typeof start>;

function toBody(form: Form, isNew: boolean) {
  const opening = form.opening_balance.trim() ? parseTyped(form.opening_balance, decimalSign()) : '0';
  if (opening === null) throw new Problem(422, '', '', null, [{ pointer: '/opening_balance', detail: t('error.amount') }]);
  const { currency, ...rest } = form;
  const body = { ...rest, opening_balance: opening, institution: form.institution || null, number_masked: form.number_masked || null, opened_on: form.opened_on || null };
  return isNew ? { ...body, currency } : body;
}

export function AccountForm({ account, onClose, onSaved }: { account?: Account; onClose: () => void; onSaved?: (account: Account) => void }) {
  const me = useMe();
  const client = useQueryClient();
  const [form, setForm] = useState(() => start(account, me.data?.currency ?? 'EUR'));
  const [asking, setAsking] = useState(false);
  const set = (name: keyof Form) => (value: string) => setForm((before) => ({ ...before, [name]: value }));
  const refresh = () => {
    for (const key of ['accounts', 'reports', 'transactions']) void client.invalidateQueries({ queryKey: [key] });
  };
  const save = useMutation({
    mutationFn: async () => {
      const body = toBody(form, !account);
      return account ? api.patch<Account>(`/accounts/${account.id}`, body) : api.post<Account>('/accounts', body);
    },
    onSuccess: (saved) => {
      refresh();
      onClose();
      onSaved?.(saved);
    },
  });
  const remove = useMutation({
    mutationFn: () => api.delete(`/accounts/${account?.id ?? ''}`),
    onSuccess: () => {
      refresh();
      toast(t('accounts.deleted'));
      onClose();
    },
    onError: (error) => {
      setAsking(false);
      toastProblem(error);
    },
  });

  return (
    <FormDialog
      title={account ? t('accounts.edit') : t('accounts.new')}
      action={t('action.save')}
      sending={save}
      onClose={onClose}
      aside={
        account && (
          <Button kind="quiet" icon="trash" class="danger-text push" onClick={() => setAsking(true)}>
            {t('action.delete')}
          </Button>
        )
      }
    >
      <TextField label={t('field.name')} required autofocus placeholder={t('accounts.name_example')} value={form.name} onValue={set('name')} error={fieldError(save, 'name')} />
      <div class="field-pair">
        <SelectField label={t('field.type')} value={form.account_type} onValue={set('account_type')} choices={TYPES.map((value) => ({ value, label: word('account', value) }))} />
        <SelectField label={t('field.currency')} value={form.currency} disabled={Boolean(account)} onValue={set('currency')} error={fieldError(save, 'currency')} choices={currencies().map((code) => ({ value: code, label: `${code} · ${currencyName(code)}` }))} />
      </div>
      <div class="field-pair">
        <TextField label={t('field.institution')} optional={t('field.optional')} value={form.institution} onValue={set('institution')} error={fieldError(save, 'institution')} />
        <TextField label={t('field.number')} optional={t('field.optional')} value={form.number_masked} onValue={set('number_masked')} error={fieldError(save, 'number_masked')} />
      </div>
      <div class="field-pair">
        <TextField label={t('field.opening_balance')} inputMode="decimal" placeholder="0" value={form.opening_balance} onValue={set('opening_balance')} error={fieldError(save, 'opening_balance')} />
        <TextField label={t('field.opened_on')} type="date" optional={t('field.optional')} value={form.opened_on} onValue={set('opened_on')} error={fieldError(save, 'opened_on')} />
      </div>
      {account && <Switch label={t('accounts.active')} hint={t('accounts.active_text')} checked={form.is_active} onValue={(is_active) => setForm((before) => ({ ...before, is_active }))} />}
      {asking && account && (
        <Confirm title={t('accounts.delete_title', { name: account.name })} text={t('accounts.delete_text')} action={t('action.delete')} busy={remove.isPending} onConfirm={() => remove.mutate()} onClose={() => setAsking(false)} />
      )}
    </FormDialog>
  );
}
