import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '~/api/client';
import { usePreferences } from '~/api/queries';
import type { Preferences, Theme } from '~/api/types';
import { applyPrivacy, applyTheme, setShortcuts, useShortcutsOn } from '~/shell/local';
import { t, type MessageKey } from '~/text/catalogue';
import { Card } from '~/ui/Card';
import { Segmented, SelectField, Switch } from '~/ui/Field';
import { pending } from '~/ui/State';
import { toastProblem } from '~/ui/toast';

const THEMES: Theme[] = ['light', 'dark', 'auto'];

const START_PAGES: [Preferences['start_page'], MessageKey][] = [
  ['dashboard', 'nav.dashboard'], ['transactions', 'nav.transactions'], ['accounts', 'nav.accounts'], ['import', 'nav.import'],
];

/* Every change is kept at once; there is nothing to press. */
function useSave(before: Preferences) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (change: Partial<Preferences>) => api.put<Preferences>('/users/me/preferences', { ...before, ...change }),
    onMutate: (change) => client.setQueryData(['preferences'], { ...before, ...change }),
    onSuccess: (saved) => saved && client.setQueryData(['preferences'], saved),
    onError: (error) => {
      client.setQueryData(['preferences'], before);
      toastProblem(error);
    },
  });
  return (change: Partial<Preferences>) => save.mutate(change);
}

function Form({ preferences }: { preferences: Preferences }) {
  const save = useSave(preferences);
  const shortcuts = useShortcutsOn();
  return (
    <div class="form">
      <div class="switch-row">
        <span>{t('settings.theme')}</span>
        <Segmented
          label={t('settings.theme')}
          value={preferences.theme}
          choices={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
          onValue={(theme) => {
            applyTheme(theme);
            save({ theme });
          }}
        />
      </div>
      <Switch
        label={t('settings.privacy')}
        hint={t('settings.privacy_text')}
        checked={preferences.privacy_mode}
        onValue={(privacy_mode) => {
          applyPrivacy(privacy_mode);
          save({ privacy_mode });
        }}
      />
      <Switch label={t('settings.shortcuts')} hint={t('settings.shortcuts_text')} checked={shortcuts} onValue={setShortcuts} />
      <div class="field-pair">
        <SelectField label={t('settings.dates')} value={preferences.date_format} onValue={(value) => save({ date_format: value as Preferences['date_format'] })} choices={(['locale', 'iso', 'dmy', 'mdy'] as const).map((value) => ({ value, label: t(`dates.${value}`) }))} />
        <SelectField label={t('settings.numbers')} value={preferences.number_format} onValue={(value) => save({ number_format: value as Preferences['number_format'] })} choices={(['locale', 'point', 'comma', 'space', 'apostrophe'] as const).map((value) => ({ value, label: t(`numbers.${value}`) }))} />
      </div>
      <SelectField label={t('settings.start_page')} value={preferences.start_page} onValue={(value) => save({ start_page: value as Preferences['start_page'] })} choices={START_PAGES.map(([value, label]) => ({ value, label: t(label) }))} />
      <Switch label={t('settings.notify_imports')} checked={preferences.notify_imports} onValue={(notify_imports) => save({ notify_imports })} />
      <Switch label={t('settings.mail')} hint={t('settings.mail_text')} checked={preferences.notification_email} onValue={(notification_email) => save({ notification_email })} />
      <SelectField
        label={t('settings.low_confidence')}
        hint={t('settings.low_confidence_text')}
        value={preferences.low_confidence}
        choices={(['suggest', 'reject'] as const).map((value) => ({ value, label: t(`low_confidence.${value}`) }))}
        onValue={(value) => save({ low_confidence: value as Preferences['low_confidence'] })}
      />
    </div>
  );
}

export function PreferencesSection() {
  const preferences = usePreferences();
  return <Card title={t('settings.preferences')}>{preferences.data ? <Form preferences={preferences.data} /> : pending(preferences, 6, 24)}</Card>;
}
