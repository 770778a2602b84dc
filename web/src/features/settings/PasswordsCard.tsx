/* Passwords that open protected statements. A password goes in and never comes out again. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '~/api/client';
import { useAccounts, usePasswords } from '~/api/queries';
import type { SavedPassword } from '~/api/types';
import { t } from '~/text/catalogue';
import { ago } from '~/text/format';
import { Button, IconButton } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { Confirm } from '~/ui/Dialog';
import { fieldError, SelectField, TextField } from '~/ui/Field';
import { FormDialog } from '~/ui/FormDialog';
import { Empty, pending } from '~/ui/State';
import { toast, toastProblem } from '~/ui/toast';

function NewPassword({ onClose }: { onClose: () => void }) {
  const accounts = useAccounts();
  const client = useQueryClient();
  const [form, setForm] = useState({ label: '', account_id: '', value: '' });
  const add = useMutation({
    mutationFn: () => api.post<SavedPassword>('/statements/passwords', { ...form, account_id: form.account_id || null }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['passwords'] });
      toast(t('passwords.saved'));
      onClose();
    },
  });
  const choices = [{ value: '', label: t('passwords.any_account') }, ...(accounts.data ?? []).map((one) => ({ value: one.id, label: one.name }))];
  return (
    <FormDialog title={t('passwords.new')} action={t('action.save')} sending={add} onClose={onClose}>
      <TextField label={t('field.name')} required autofocus placeholder={t('passwords.example')} value={form.label} onValue={(label) => setForm({ ...form, label })} error={fieldError(add, 'label')} />
      <TextField label={t('field.password')} type="password" autocomplete="off" required value={form.value} onValue={(value) => setForm({ ...form, value })} error={fieldError(add, 'value')} />
      <SelectField label={t('field.account')} value={form.account_id} onValue={(account_id) => setForm({ ...form, account_id })} error={fieldError(add, 'account_id')} choices={choices} />
    </FormDialog>
  );
}

function about(one: SavedPassword, account: string | undefined): string {
  const used = one.last_used_at ? t('passwords.used', { n: one.times_used, when: ago(one.last_used_at) }) : t('passwords.unused');
  return [account ?? t('passwords.any_account'), used].join(' · ');
}

export function PasswordsCard() {
  const passwords = usePasswords();
  const accounts = useAccounts();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [dropping, setDropping] = useState<SavedPassword | null>(null);
  const drop = useMutation({
    mutationFn: (id: string) => api.delete(`/statements/passwords/${id}`),
    onSuccess: () => toast(t('passwords.deleted')),
    onError: toastProblem,
    onSettled: () => {
      setDropping(null);
      void client.invalidateQueries({ queryKey: ['passwords'] });
    },
  });
  const items = passwords.data?.items ?? [];
  return (
    <Card title={t('passwords.title')} actions={<Button size="s" icon="plus" onClick={() => setAdding(true)}>{t('passwords.new')}</Button>}>
      <p class="muted small section-text">{t('passwords.text')}</p>
      {!passwords.data && pending(passwords)}
      {passwords.data && items.length === 0 && <Empty icon="key" title={t('passwords.none')} text={t('passwords.none_text')} />}
      <ul class="plain-list">
        {items.map((one) => (
          <li key={one.id}>
            <div class="plain-text">
              <span class="truncate">{one.label}</span>
              <span class="faint small">{about(one, accounts.data?.find((account) => account.id === one.account_id)?.name)}</span>
            </div>
            <IconButton icon="trash" size="s" label={t('passwords.delete_one', { name: one.label })} onClick={() => setDropping(one)} />
          </li>
        ))}
      </ul>
      {adding && <NewPassword onClose={() => setAdding(false)} />}
      {dropping && <Confirm title={t('passwords.delete_title', { name: dropping.label })} text={t('passwords.delete_text')} action={t('action.delete')} busy={drop.isPending} onConfirm={() => drop.mutate(dropping.id)} onClose={() => setDropping(null)} />}
    </Card>
  );
}
