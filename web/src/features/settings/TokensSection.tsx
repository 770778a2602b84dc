/* Personal API tokens. The secret is shown once, when the token is made. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '~/api/client';
import { useTokens } from '~/api/queries';
import type { ApiToken } from '~/api/types';
import { t } from '~/text/catalogue';
import { ago, date } from '~/text/format';
import { Button, IconButton } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { Confirm } from '~/ui/Dialog';
import { fieldError, SelectField, TextField } from '~/ui/Field';
import { FormDialog } from '~/ui/FormDialog';
import { Secret } from '~/ui/Secret';
import { Empty, pending } from '~/ui/State';
import { toast, toastProblem } from '~/ui/toast';
import { addDays, today } from '~/value/date';

const LIFETIMES = ['30', '90', '365', ''];

function NewToken({ onClose, onMade }: { onClose: () => void; onMade: (token: ApiToken) => void }) {
  const [form, setForm] = useState({ name: '', scope: 'read', days: '90' });
  const add = useMutation({
    mutationFn: () =>
      api.post<ApiToken>('/auth/tokens', {
        name: form.name,
        scopes: form.scope === 'write' ? ['read', 'write'] : ['read'],
        expires_on: form.days ? addDays(today(), Number(form.days)) : null,
      }),
    onSuccess: onMade,
  });

  return (
    <FormDialog title={t('tokens.new')} action={t('tokens.make')} sending={add} onClose={onClose}>
      <TextField label={t('field.name')} required autofocus placeholder={t('tokens.example')} value={form.name} onValue={(name) => setForm({ ...form, name })} error={fieldError(add, 'name')} />
      <SelectField label={t('tokens.scope')} value={form.scope} onValue={(scope) => setForm({ ...form, scope })} error={fieldError(add, 'scopes')} choices={[{ value: 'read', label: t('tokens.read') }, { value: 'write', label: t('tokens.write') }]} />
      <SelectField label={t('tokens.expires')} value={form.days} onValue={(days) => setForm({ ...form, days })} error={fieldError(add, 'expires_on')} choices={LIFETIMES.map((value) => ({ value, label: value ? t('tokens.days', { n: Number(value) }) : t('tokens.never') }))} />
    </FormDialog>
  );
}

export function TokensSection() {
  const tokens = useTokens();
  const client = useQueryClient();
  const [open, setOpen] = useState<'new' | ApiToken | null>(null);
  const [dropping, setDropping] = useState<ApiToken | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: ['tokens'] });
  const drop = useMutation({
    mutationFn: (id: string) => api.delete(`/auth/tokens/${id}`),
    onSuccess: () => toast(t('tokens.revoked')),
    onError: toastProblem,
    onSettled: () => {
      setDropping(null);
      void refresh();
    },
  });
  const items = tokens.data?.items ?? [];
  return (
    <Card title={t('settings.tokens')} actions={<Button size="s" icon="plus" onClick={() => setOpen('new')}>{t('tokens.new')}</Button>}>
      <p class="muted small section-text">{t('tokens.text')}</p>
      {!tokens.data && pending(tokens)}
      {tokens.data && items.length === 0 && <Empty icon="key" title={t('tokens.none')} text={t('tokens.none_text')} />}
      <ul class="plain-list">
        {items.map((one) => (
          <li key={one.id}>
            <div class="plain-text">
              <span class="truncate">{one.name}</span>
              <span class="faint small">
                <span class="mono">{one.prefix}…</span>
                {` · ${one.scopes.join(', ')} · ${one.expires_on ? t('tokens.until', { date: date(one.expires_on) }) : t('tokens.never')} · ${one.last_used_at ? t('tokens.used', { when: ago(one.last_used_at) }) : t('tokens.unused')}`}
              </span>
            </div>
            <IconButton icon="trash" size="s" label={t('tokens.revoke_one', { name: one.name })} onClick={() => setDropping(one)} />
          </li>
        ))}
      </ul>
      {open === 'new' && (
        <NewToken
          onClose={() => setOpen(null)}
          onMade={(token) => {
            setOpen(token);
            void refresh();
          }}
        />
      )}
      {open && open !== 'new' && <Secret title={t('tokens.made')} text={t('tokens.once')} secret={open.token ?? ''} onClose={() => setOpen(null)} />}
      {dropping && <Confirm title={t('tokens.revoke_title', { name: dropping.name })} text={t('tokens.revoke_text')} action={t('tokens.revoke')} busy={drop.isPending} onConfirm={() => drop.mutate(dropping.id)} onClose={() => setDropping(null)} />}
    </Card>
  );
}
