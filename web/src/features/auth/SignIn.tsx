/* Sign-in and register: one form each beside a few words on what Florin does. */
import { useMutation } from '@tanstack/react-query';
import type { TargetedSubmitEvent } from 'preact';
import { useEffect, useState } from 'react';
import { api, Problem } from '~/api/client';
import { useHealth } from '~/api/queries';
import type { Preferences } from '~/api/types';
import { Link } from '~/route/Link';
import { navigate } from '~/route/router';
import { sessionStarted } from '~/shell/session';
import { t, type MessageKey } from '~/text/catalogue';
import { Button } from '~/ui/Button';
import { TextField } from '~/ui/Field';
import { Icon, Logo, type IconName } from '~/ui/icons';
import { explain } from '~/ui/State';
import './auth.css';

const DEMO = { email: 'demo@florin.example', password: 'florin demo household' };

const POINTS: [icon: IconName, title: MessageKey, text: MessageKey][] = [
  ['import', 'welcome.read', 'welcome.read_text'],
  ['shield', 'welcome.prove', 'welcome.prove_text'],
  ['chart', 'welcome.answer', 'welcome.answer_text'],
];

const EMPTY = { email: '', password: '', first_name: '', last_name: '' };
type Form = typeof EMPTY;

/* After signing in: where the address was going, or else the page the user begins with. */
async function begin(): Promise<void> {
  const next = new URLSearchParams(location.search).get('next');
  const wanted = next ? null : await api.get<Preferences>('/users/me/preferences').catch(() => null);
  sessionStarted();
  const path = { dashboard: '/', transactions: '/transactions', accounts: '/accounts', import: '/imports' }[wanted?.start_page ?? 'dashboard'];
  if (path !== '/') navigate(path, { replace: true });
}

function useSubmit(registering: boolean) {
  return useMutation({
    mutationFn: (form: Form) =>
      registering
        ? api.post('/auth/register', form)
        : api.post('/auth/login', { email: form.email, password: form.password }),
    onSuccess: begin,
  });
}

function Intro() {
  return (
    <aside class="auth-intro">
      <div class="auth-brand">
        <Logo size={36} />
        <span>Florin</span>
      </div>
      <p class="auth-claim">{t('welcome.claim')}</p>
      <ul>
        {POINTS.map(([icon, title, text]) => (
          <li key={title}>
            <Icon name={icon} size={22} />
            <div>
              <p class="auth-point">{t(title)}</p>
              <p>{t(text)}</p>
            </div>
          </li>
        ))}
      </ul>
      <p class="auth-private">{t('welcome.private')}</p>
    </aside>
  );
}

function Message({ error }: { error: unknown }) {
  if (!error) return null;
  const wrong = error instanceof Problem && error.status === 401;
  const { text, requestId } = explain(error);
  return (
    <p class="form-error" role="alert">
      <Icon name="alert" size={18} />
      <span>
        {wrong ? t('auth.wrong') : text}
        {requestId && !wrong && <span class="faint small mono"> {t('error.request', { id: requestId })}</span>}
      </span>
    </p>
  );
}

export function SignIn({ path }: { path: string }) {
  const registering = path === '/register';
  const [form, setForm] = useState<Form>(EMPTY);
  const health = useHealth();
  const submit = useSubmit(registering);
  const problem = submit.error instanceof Problem ? submit.error : null;
  const set = (name: keyof Form) => (value: string) => setForm((before) => ({ ...before, [name]: value }));
  const text = (name: keyof Form) => ({ name, value: form[name], onValue: set(name), error: problem?.of(name), required: true });

  useEffect(() => {
    document.title = `${t(registering ? 'auth.register' : 'auth.sign_in')} · Florin`;
    submit.reset();
  }, [registering]);

  function onSubmit(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    submit.mutate(form);
  }

  return (
    <div class="auth">
      <Intro />
      <main class="auth-main">
        <form class="auth-form" onSubmit={onSubmit}>
          <div class="auth-brand phone">
            <Logo size={32} />
            <span>Florin</span>
          </div>
          <h1 tabIndex={-1}>{t(registering ? 'auth.register_title' : 'auth.sign_in_title')}</h1>
          <p class="muted">{t(registering ? 'auth.register_text' : 'auth.sign_in_text')}</p>
          <Message error={problem?.errors.length ? null : submit.error} />
          {registering && (
            <div class="field-pair">
              <TextField label={t('field.first_name')} autocomplete="given-name" {...text('first_name')} />
              <TextField label={t('field.last_name')} autocomplete="family-name" {...text('last_name')} />
            </div>
          )}
          <TextField label={t('field.email')} type="email" autocomplete="username" {...text('email')} />
          <TextField
            label={t('field.password')}
            type="password"
            autocomplete={registering ? 'new-password' : 'current-password'}
            hint={registering ? t('auth.password_hint') : undefined}
            {...text('password')}
          />
          <Button kind="primary" type="submit" busy={submit.isPending} class="wide">
            {t(registering ? 'auth.register' : 'auth.sign_in')}
          </Button>
          {!registering && health.data?.demo && (
            <Button
              icon="eye"
              class="wide"
              disabled={submit.isPending}
              onClick={() => {
                setForm({ ...EMPTY, ...DEMO });
                submit.mutate({ ...EMPTY, ...DEMO });
              }}
            >
              {t('auth.demo')}
            </Button>
          )}
          <p class="auth-switch muted">
            {t(registering ? 'auth.have_account' : 'auth.no_account')}{' '}
            <Link class="inline" to={(registering ? '/sign-in' : '/register') + location.search}>
              {t(registering ? 'auth.sign_in' : 'auth.register')}
            </Link>
          </p>
        </form>
      </main>
    </div>
  );
}
