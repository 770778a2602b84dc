import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '~/api/client';
import { usePreferences } from '~/api/queries';
import type { Preferences, Theme } from '~/api/types';
import { applyPrivacy, applyTheme, setShortcuts, useShortcutsOn } from '~/shell/local';
import { t } from '~/text/catalogue';
import { Card } from '~/ui/Card';
import { Segmented, SelectField, Switch } from '~/ui/Field';
import { pending } from '~/ui/State';
import { toastProblem } from '~/ui/toast';

const THEMES: Theme[] = ['light', 'dark', 'auto'];

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
