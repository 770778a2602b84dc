import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, Problem } from '~/api/client';
import { useAccounts } from '~/api/queries';
import type { Transaction } from '~/api/types';
import { t } from '~/text/catalogue';
import { decimalSign } from '~/text/format';
import { fieldError, Segmented, SelectField, TextField } from '~/ui/Field';
import { FormDialog } from '~/ui/FormDialog';
import { toast } from '~/ui/toast';
import { today } from '~/value/date';
import { absolute, negate, parseTyped } from '~/value/money';

type Direction = 'out' | 'in';

export function NewTransaction({ onClose }: { onClose: () => void }) {
  const accounts = useAccounts();
  const client = useQueryClient();
  const [direction, setDirection] = useState<Direction>('out');
  const [form, setForm] = useState({ date: today(), amount: '', description: '', account_id: '' });
  const set = (name: keyof typeof form) => (value: string) => setForm((before) => ({ ...before, [name]: value }));
  const accountId = form.account_id || accounts.data?.[0]?.id || '';
  const add = useMutation({
    mutationFn: () => {
      const amount = parseTyped(form.amount, decimalSign());
      if (amount === null) throw new Problem(422, '', '', null, [{ pointer: '/amount', detail: t('error.amount') }]);
      const signed = direction === 'out' ? negate(absolute(amount)) : absolute(amount);
      return api.post<Transaction>('/transactions', { ...form, account_id: accountId, amount: signed });
    },
    onSuccess: () => {
      for (const key of ['transactions', 'reports', 'accounts']) void client.invalidateQueries({ queryKey: [key] });
      toast(t('transactions.added'));
      onClose();
    },
  });

  return (
    <FormDialog title={t('transactions.new')} action={t('action.add')} sending={add} onClose={onClose}>
      <Segmented label={t('field.type')} value={direction} onValue={setDirection} choices={[{ value: 'out', label: t('type.expense') }, { value: 'in', label: t('type.income') }]} />
      <TextField label={t('field.description')} required autofocus value={form.description} onValue={set('description')} error={fieldError(add, 'description')} />
      <div class="field-pair">
        <TextField label={t('field.amount')} required inputMode="decimal" value={form.amount} onValue={set('amount')} error={fieldError(add, 'amount')} />
        <TextField label={t('field.date')} type="date" required value={form.date} onValue={set('date')} error={fieldError(add, 'date')} />
      </div>
      <SelectField label={t('field.account')} value={accountId} onValue={set('account_id')} error={fieldError(add, 'account_id')} choices={(accounts.data ?? []).map((one) => ({ value: one.id, label: `${one.name} (${one.currency})` }))} />
    </FormDialog>
  );
}
