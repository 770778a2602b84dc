/* What somebody who is signed in sees: the frame, and in it the view that the address means. */
import { Suspense, useEffect, useState } from 'react';
import { useMe, usePreferences } from '~/api/queries';
import { currentLanguage, languageOf, loadLocale, t } from '~/text/catalogue';
import { currentLocale, currentPatterns, setPatterns } from '~/text/format';
import { Boundary, Empty, Failure, Skeleton } from '~/ui/State';
import { applyPrivacy, applyTheme } from './local';
import { Shell } from './Shell';
import { viewAt } from './views';

function Route({ path }: { path: string }) {
  const found = viewAt(path);
  if (found) return <found.View params={found.params} />;
  return (
    <div class="page">
      <h1 class="unseen" tabIndex={-1}>
        {t('error.no_page')}
      </h1>
      <Empty icon="search" title={t('error.no_page')} text={t('error.no_page_text')}>
        <a class="button primary size-m" href="/">
          {t('nav.dashboard')}
        </a>
      </Empty>
    </div>
  );
}

/* The user's own locale, theme and privacy arrive after the first paint; the language is loaded before anything
   is drawn again, and everything is drawn anew with it. */
function useUserSettings(): string {
  const me = useMe();
  const preferences = usePreferences();
  const [drawn, setDrawn] = useState(`${currentLanguage()} ${currentLocale()}`);
  const [patterns, setPatternsDrawn] = useState(currentPatterns());
  const locale = me.data?.locale;

  useEffect(() => {
    if (!locale || locale === currentLocale()) return;
    localStorage.setItem('florin.locale', locale);
    void loadLocale(locale).then(() => setDrawn(`${languageOf(locale)} ${locale}`));
  }, [locale]);

  useEffect(() => {
    if (!preferences.data) return;
    applyTheme(preferences.data.theme);
    applyPrivacy(preferences.data.privacy_mode);
    setPatterns(preferences.data.date_format, preferences.data.number_format);
    setPatternsDrawn(currentPatterns());
  }, [preferences.data]);

  return `${drawn} ${patterns}`;
}

export function Inside({ path }: { path: string }) {
  const me = useMe();
  const drawn = useUserSettings();
  if (me.error) return <Failure error={me.error} onRetry={() => void me.refetch()} />;
  return (
    <Shell key={drawn} path={path}>
      <Boundary key={path}>
        <Suspense fallback={<Skeleton lines={8} height={22} />}>
          <Route path={path} />
        </Suspense>
      </Boundary>
    </Shell>
  );
}
