/* The command palette: places, actions, accounts, categories, and transactions found by text. */
import { useQuery } from '@tanstack/react-query';
import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { api } from '~/api/client';
import { useAccounts, useCategories, usePreferences } from '~/api/queries';
import type { List, Transaction } from '~/api/types';
import { navigate } from '~/route/router';
import { t } from '~/text/catalogue';
import { date, money } from '~/text/format';
import { Dialog } from '~/ui/Dialog';
import { Icon, type IconName } from '~/ui/icons';
import { applyPrivacy, applyTheme } from './local';
import { PLACES } from './pages';
import { signOut } from './session';
import { chooseFiles } from './upload';
import { matches } from './match';

interface Entry {
  id: string;
  group: string;
  label: string;
  hint?: string;
  icon: IconName;
  act: () => void;
}

const LIMIT = 7;

function useFixedEntries(onShortcuts: () => void): Entry[] {
  const accounts = useAccounts();
  const categories = useCategories();
  const preferences = usePreferences();
  return useMemo(() => {
    const hidden = document.documentElement.hasAttribute('data-private') || preferences.data?.privacy_mode === true;
    const action = (id: string, label: string, icon: IconName, act: () => void): Entry => ({ id, group: t('palette.actions'), label, icon, act });
    return [
      ...PLACES.map((place): Entry => ({ id: place.path, group: t('palette.places'), label: t(place.title), icon: place.icon, act: () => navigate(place.path) })),
      action('import', t('import.choose'), 'import', chooseFiles),
      action('account', t('accounts.new'), 'plus', () => navigate('/accounts?new=1')),
      action('light', t('palette.theme', { theme: t('theme.light') }), 'sun', () => applyTheme('light')),
      action('dark', t('palette.theme', { theme: t('theme.dark') }), 'moon', () => applyTheme('dark')),
      action('auto', t('palette.theme', { theme: t('theme.auto') }), 'auto', () => applyTheme('auto')),
      action('privacy', hidden ? t('palette.show_amounts') : t('palette.hide_amounts'), hidden ? 'eye' : 'eye_off', () => applyPrivacy(!hidden)),
      action('keys', t('keys.title'), 'keyboard', onShortcuts),
      action('out', t('auth.sign_out'), 'leave', () => void signOut()),
      ...(accounts.data ?? []).map((one): Entry => ({ id: one.id, group: t('nav.accounts'), label: one.name, icon: 'wallet', act: () => navigate(`/transactions?account_id=${one.id}`) })),
      ...(categories.data ?? []).map((one): Entry => ({ id: one.id, group: t('nav.categories'), label: one.name, icon: 'tag', act: () => navigate(`/transactions?category_id=${one.id}`) })),
    ];
  }, [accounts.data, categories.data, preferences.data]);
}

function useFoundTransactions(text: string): Entry[] {
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), 150);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useQuery({
    queryKey: ['transactions', 'palette', asked],
    queryFn: ({ signal }) => api.get<List<Transaction>>('/transactions', { search_query: asked, limit: 6, total: false }, signal),
    enabled: asked.length > 1,
  });
  if (asked.length < 2) return [];
  return (found.data?.items ?? []).map((row) => ({
    id: row.id,
    group: t('nav.transactions'),
    label: row.merchant ?? row.description,
    hint: `${date(row.date)} · ${money(row.amount, row.currency)}`,
    icon: 'list',
    act: () => navigate(`/transactions?search_query=${encodeURIComponent(asked)}&row=${row.id}`),
  }));
}

function pick(entries: Entry[], text: string): Entry[] {
  if (!text.trim()) return entries.filter((entry) => entry.group === t('palette.places') || entry.group === t('palette.actions'));
  const used = new Map<string, number>();
  return entries.filter((entry) => {
    if (!matches(text, entry.label)) return false;
    const n = (used.get(entry.group) ?? 0) + 1;
    used.set(entry.group, n);
    return n <= LIMIT;
  });
}

export function Palette({ onClose, onShortcuts }: { onClose: () => void; onShortcuts: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const entries = [...pick(useFixedEntries(onShortcuts), text), ...useFoundTransactions(text)];
  const current = Math.min(at, entries.length - 1);

  function run(entry: Entry | undefined) {
    if (!entry) return;
    onClose();
    entry.act();
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLInputElement>) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && entries.length) {
      event.preventDefault();
      setAt((current + step + entries.length) % entries.length);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      run(entries[current]);
    }
  }

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  return (
    <Dialog title={t('palette.open')} onClose={onClose} kind="wide">
      <div class="palette">
        <div class="palette-input">
          <Icon name="search" />
          <input
            autofocus
            role="combobox"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={entries[current] ? `${id}-${current}` : undefined}
            aria-label={t('palette.open')}
            placeholder={t('palette.hint')}
            value={text}
            onInput={(event) => {
              setText(event.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div id={`${id}-list`} ref={list} class="palette-list" role="listbox" aria-label={t('palette.results')} tabIndex={-1}>
          {entries.map((entry, i) => (
            <div key={`${entry.group}${entry.id}`}>
              {entries[i - 1]?.group !== entry.group && (
                <p class="palette-group" aria-hidden="true">
                  {entry.group}
                </p>
              )}
              <div id={`${id}-${i}`} role="option" aria-selected={i === current} class="palette-item" onClick={() => run(entry)} onMouseMove={() => i !== current && setAt(i)}>
                <Icon name={entry.icon} size={18} />
                <span class="truncate">{entry.label}</span>
                {entry.hint && <span class="faint small num">{entry.hint}</span>}
              </div>
            </div>
          ))}
          {entries.length === 0 && <p class="muted palette-none">{t('palette.none')}</p>}
        </div>
      </div>
    </Dialog>
  );
}
