/* A row is put right where it stands; Enter keeps it, Escape leaves it as it was. */
import type { TargetedKeyboardEvent, TargetedSubmitEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'react';
import { t } from '~/text/catalogue';
import { decimalSign } from '~/text/format';
import { Button } from '~/ui/Button';
import { fieldError, FormError, TextField } from '~/ui/Field';
import { parseTyped } from '~/value/money';
import { useRowChange, type ReviewRow, type RowChange } from './rows';

interface Props {
  row: ReviewRow;
  importId: string;
  light: (field: string | null) => void;
  onClose: () => void;
}

function shownAmount(amount: string | null): string {
  return decimalSign() === ',' ? (amount ?? '').replace('.', ',') : (amount ?? '');
}

export function RowEditor({ row, importId, light, onClose }: Props) {
  const before = { date: row.date ?? '', amount: shownAmount(row.amount), description: row.description ?? '', counterparty: row.counterparty ?? '' };
  const [form, setForm] = useState(before);
  const [wrong, setWrong] = useState(false);
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const save = useRowChange(importId, onClose);
  const self = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => self.current?.querySelector('input')?.focus(), []);

  function onSubmit(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const amount = parseTyped(form.amount, decimalSign());
    setWrong(amount === null);
    if (amount === null) return;
    const change: RowChange = {};
    if (form.date !== before.date) change.date = form.date;
    if (form.amount !== before.amount) change.amount = amount;
    if (form.description !== before.description) change.description = form.description;
    if (form.counterparty !== before.counterparty) change.counterparty = form.counterparty || null;
    if (Object.keys(change).length > 0) save.mutate({ row, change });
    else onClose();
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLFormElement>) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  }

  const lit = (name: string) => ({ onFocus: () => light(name), onBlur: () => light(null) });
  return (
    <form ref={self} class="row-editor" aria-label={t('review.edit')} onSubmit={onSubmit} onKeyDown={onKeyDown} onClick={(event) => event.stopPropagation()}>
      <div class="row-editor-fields">
        <TextField label={t('field.date')} type="date" required value={form.date} onValue={set('date')} error={fieldError(save, 'date')} {...lit('date')} />
        <TextField label={t('field.amount')} inputMode="decimal" required value={form.amount} onValue={set('amount')} error={wrong ? t('error.amount') : fieldError(save, 'amount')} {...lit('amount')} />
        <TextField label={t('field.description')} required value={form.description} onValue={set('description')} error={fieldError(save, 'description')} {...lit('description')} />
        <TextField label={t('field.counterparty')} value={form.counterparty} onValue={set('counterparty')} error={fieldError(save, 'counterparty')} {...lit('counterparty')} />
      </div>
      <FormError error={save.error} />
      <div class="button-row">
        <Button kind="primary" size="s" type="submit" busy={save.isPending}>
          {t('action.save')}
        </Button>
        <Button size="s" onClick={onClose}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  );
}
