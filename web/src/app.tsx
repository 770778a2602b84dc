/* Inside or outside: who is signed in sees the shell, who is not the form. The form comes with the entry, so that
   a visitor sees it after one round trip; the shell is fetched at once when a session is there. */
import { Suspense, useEffect } from 'react';
import { csrfToken } from './api/client';
import { beginInside } from './api/queries';
import { SignIn } from './features/auth/SignIn';
import { navigate, usePath } from './route/router';
import { early } from './shell/early';
import { useSignedIn } from './shell/session';
import { fetchView } from './shell/views';
import { Toasts } from './ui/toast';

const inside = early<{ path: string }>(() => import('./shell/Inside').then((module) => ({ default: module.Inside })));
if (csrfToken() !== null) {
  inside.fetch().catch(() => undefined);
  fetchView(location.pathname);
  beginInside();
}

const OUTSIDE = ['/sign-in', '/register'];

export function App() {
  const path = usePath();
  const signedIn = useSignedIn();
  const outside = OUTSIDE.includes(path);

  useEffect(() => {
    const back = new URLSearchParams(location.search).get('next');
    if (!signedIn && !outside) {
      const next = location.pathname + location.search;
      navigate(next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`, { replace: true });
    }
    if (signedIn && outside) navigate(back?.startsWith('/') && !back.startsWith('//') ? back : '/', { replace: true });
  }, [signedIn, outside]);

  return (
    <>
      {signedIn && !outside && (
        <Suspense fallback={null}>
          <inside.View path={path} />
        </Suspense>
      )}
      {!signedIn && outside && <SignIn path={path} />}
      <Toasts />
    </>
  );
}
