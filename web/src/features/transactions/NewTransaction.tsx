import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'react';
import { api, Problem } from '~/api/client';
import { useAccounts } from '~/api/queries';
import type { Transaction } from '~/api/types';
import { t } from '~/text/catalogue';
import { decimalSign } from '~/text/format';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { Segmented, SelectField, TextField } from '~/ui/Field';
import { explain } from '~/ui/State';
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
  const problem = add.error instanceof Problem ? add.error : null;

  function onSubmit(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    add.mutate();
  }

  return (
    <Dialog
      title={t('transactions.new')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" form="new-transaction" busy={add.isPending}>
            {t('action.add')}
          </Button>
        </>
      }
    >
      <form id="new-transaction" class="form" onSubmit={onSubmit}>
        {add.error && !problem?.errors.length && (
          <p class="form-error" role="alert">
            {explain(add.error).text}
          </p>
        )}
        <Segmented label={t('field.type')} value={direction} onValue={setDirection} choices={[{ value: 'out', label: t('type.expense') }, { value: 'in', label: t('type.income') }]} />
        <TextField label={t('field.description')} required autofocus value={form.description} onValue={set('description')} error={problem?.of('description')} />
        <div class="field-pair">
          <TextField label={t('field.amount')} required inputMode="decimal" value={form.amount} onValue={set('amount')} error={problem?.of('amount')} />
          <TextField label={t('field.date')} type="date" required value={form.date} onValue={set('date')} error={problem?.of('date')} />
        </div>
        <SelectField label={t('field.account')} value={accountId} onValue={set('account_id')} error={problem?.of('account_id')} choices={(accounts.data ?? []).map((one) => ({ value: one.id, label: `${one.name} (${one.currency})` }))} />
      </form>
    </Dialog>
  );
}
