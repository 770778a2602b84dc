import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'react';
import { api } from '~/api/client';
import { useMe } from '~/api/queries';
import type { User } from '~/api/types';
import { LANGUAGES, languageOf, t } from '~/text/catalogue';
import { currencies, currencyName } from '~/text/format';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { fieldError, FormError, SelectField, TextField, type Choice } from '~/ui/Field';
import { pending } from '~/ui/State';
import { toast } from '~/ui/toast';

/* Locales the page has words for, with the places whose numbers and dates differ. */
const LOCALES = ['en-US', 'en-GB', 'en-IE', 'en-IN', 'en-AU', 'en-CA', 'de-DE', 'de-AT', 'de-CH', 'fr-FR', 'fr-BE', 'fr-CH', 'fr-CA', 'es-ES', 'es-MX', 'es-AR'];

function localeChoices(current: string): Choice[] {
  const all = LOCALES.includes(current) ? LOCALES : [current, ...LOCALES];
  return all.map((value) => {
    const region = new Intl.DisplayNames(value, { type: 'region' });
    const place = value.includes('-') ? region.of(value.split('-').at(-1) ?? '') : '';
    return { value, label: [LANGUAGES[languageOf(value)], place].filter(Boolean).join(' – ') };
  });
}

function zones(current: string): Choice[] {
  const all = Intl.supportedValuesOf('timeZone');
  return (all.includes(current) ? all : [current, ...all]).map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}

function Form({ user }: { user: User }) {
  const client = useQueryClient();
  const [form, setForm] = useState({
    first_name: user.first_name, last_name: user.last_name, display_name: user.display_name ?? '', locale: user.locale, timezone: user.timezone, currency: user.currency,
  });
  const set = (name: keyof typeof form) => (value: string) => setForm((before) => ({ ...before, [name]: value }));
  const save = useMutation({
    mutationFn: () => api.put<User>('/users/me', { email: user.email, ...form }),
    onSuccess: (saved) => {
      client.setQueryData(['me'], saved);
      toast(t('settings.saved'));
    },
  });
  const text = (name: keyof typeof form) => ({ value: form[name], onValue: set(name), error: fieldError(save, name) });

  function onSubmit(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <form class="form" onSubmit={onSubmit}>
      <FormError error={save.error} />
      <div class="field-pair">
        <TextField label={t('field.first_name')} autocomplete="given-name" {...text('first_name')} />
        <TextField label={t('field.last_name')} autocomplete="family-name" {...text('last_name')} />
      </div>
      <TextField label={t('field.display_name')} autocomplete="nickname" {...text('display_name')} />
      <TextField label={t('field.email')} type="email" disabled value={user.email} onValue={() => undefined} />
      <div class="field-pair">
        <SelectField label={t('field.locale')} choices={localeChoices(form.locale)} {...text('locale')} />
        <SelectField label={t('field.currency')} choices={currencies().map((code) => ({ value: code, label: `${code} · ${currencyName(code)}` }))} {...text('currency')} />
      </div>
      <SelectField label={t('field.timezone')} choices={zones(form.timezone)} {...text('timezone')} />
      <div class="button-row">
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  );
}

export function ProfileSection() {
  const me = useMe();
  return <Card title={t('settings.profile')}>{me.data ? <Form user={me.data} /> : pending(me, 6, 24)}</Card>;
}
