/* The frame around every view: sidebar, header, the bar at the foot of a phone, and what is open over them. */
import type { ComponentChildren } from 'preact';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { connectLive } from '~/api/live';
import { queryClient, useMe, useWorkspaces } from '~/api/queries';
import { chosenWorkspace } from '~/api/client';
import type { Notification } from '~/api/types';
import { Link } from '~/route/Link';
import { navigate } from '~/route/router';
import { t } from '~/text/catalogue';
import { Button, IconButton } from '~/ui/Button';
import { Icon, Logo } from '~/ui/icons';
import { Menu, type MenuItem } from '~/ui/Menu';
import { actOnToast, toast } from '~/ui/toast';
import '~/style/shell.css';
import { Bell } from './Bell';
import { DropZone } from './DropZone';
import { startSequence, useKeys, useSequenceKeys } from './keys';
import { applyTheme, useTheme } from './local';
import { PLACES, placeOf, type Place } from './pages';
import { signOut } from './session';
import { chooseFiles } from './upload';

const Palette = lazy(() => import('./Palette').then((module) => ({ default: module.Palette })));
const Shortcuts = lazy(() => import('./Shortcuts').then((module) => ({ default: module.Shortcuts })));

type Open = 'palette' | 'shortcuts' | null;

function NavLink({ place, current }: { place: Place; current: boolean }) {
  return (
    <Link to={place.path} class="nav-link" aria-current={current ? 'page' : undefined}>
      <Icon name={place.icon} />
      <span>{t(place.title)}</span>
    </Link>
  );
}

function useUserMenu(compact: boolean): MenuItem[] {
  const theme = useTheme();
  return [
    { label: t('theme.light'), icon: 'sun', checked: theme === 'light', act: () => applyTheme('light') },
    { label: t('theme.dark'), icon: 'moon', checked: theme === 'dark', act: () => applyTheme('dark') },
    { label: t('theme.auto'), icon: 'auto', checked: theme === 'auto', act: () => applyTheme('auto') },
    ...PLACES.filter((place) => place.phone === false && (compact || place.path === '/settings')).map((place): MenuItem => ({ label: t(place.title), icon: place.icon, act: () => navigate(place.path) })),
    { label: t('auth.sign_out'), icon: 'leave', act: () => void signOut() },
  ];
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase() || '?';
}

function UserMenu({ compact = false }: { compact?: boolean }) {
  const me = useMe();
  const items = useUserMenu(compact);
  const name = me.data?.display_name || [me.data?.first_name, me.data?.last_name].filter(Boolean).join(' ') || me.data?.email || '';
  return (
    <Menu label={t('nav.user_menu')} named={false} items={items} class={compact ? 'user-button compact' : 'user-button'} align={compact ? 'end' : 'start'}>
      <span class="avatar" aria-hidden="true">
        {initials(name)}
      </span>
      {!compact && (
        <>
          <span class="user-text">
            <span class="truncate user-name">{name}</span>
            <span class="truncate faint small">{me.data?.email}</span>
          </span>
          <Icon name="up_down" size={16} />
        </>
      )}
    </Menu>
  );
}

function useWorkspaceName(): string {
  const workspaces = useWorkspaces();
  const all = workspaces.data?.items ?? [];
  return (all.find((one) => one.id === chosenWorkspace()) ?? all[0])?.name ?? '';
}

function Sidebar({ path, onSearch }: { path: string; onSearch: () => void }) {
  const workspace = useWorkspaceName();
  const here = placeOf(path);
  return (
    <aside class="sidebar">
      <Link to="/" class="brand">
        <Logo />
        <span>
          <span class="brand-name">Florin</span>
          <span class="truncate faint small">{workspace}</span>
        </span>
      </Link>
      <button type="button" class="search-button" onClick={onSearch}>
        <Icon name="search" size={16} />
        <span>{t('palette.short')}</span>
        <kbd>{/Mac/.test(navigator.platform) ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <nav aria-label={t('nav.main')}>
        {PLACES.map((place) => (
          <NavLink key={place.path} place={place} current={place === here} />
        ))}
      </nav>
      <div class="sidebar-foot">
        <Button kind="primary" icon="import" onClick={chooseFiles}>
          {t('import.action')}
        </Button>
        <UserMenu />
      </div>
    </aside>
  );
}

function TabBar({ path }: { path: string }) {
  const here = placeOf(path);
  return (
    <nav class="tab-bar" aria-label={t('nav.main')}>
      {PLACES.filter((place) => place.phone !== false).map((place) => (
        <NavLink key={place.path} place={place} current={place === here} />
      ))}
    </nav>
  );
}

function Header({ path, onSearch }: { path: string; onSearch: () => void }) {
  const here = placeOf(path);
  const workspace = useWorkspaceName();
  const deeper = here && path !== here.path && !path.startsWith('/settings');
  return (
    <header class="header">
      <Link to="/" class="header-logo" aria-label={t('nav.home')}>
        <Logo size={26} />
      </Link>
      <nav class="crumbs" aria-label={t('nav.breadcrumbs')}>
        {workspace && (
          <span class="crumb-home">
            <Link to="/">{workspace}</Link>
            <Icon name="right" size={14} />
          </span>
        )}
        {here && deeper ? <Link to={here.path}>{t(here.title)}</Link> : <span>{here ? t(here.title) : 'Florin'}</span>}
        {deeper && (
          <>
            <Icon name="right" size={14} />
            <span aria-current="page">{t('nav.details')}</span>
          </>
        )}
      </nav>
      <div class="header-tools">
        <IconButton icon="search" label={t('palette.open')} class="phone-only" onClick={onSearch} />
        <Bell />
        <span class="phone-only">
          <UserMenu compact />
        </span>
      </div>
    </header>
  );
}

/* Nobody is told about what is before their eyes: the list of imports shows what becomes of each. */
function announce({ title, link }: Notification) {
  const here = location.pathname;
  if (link !== here && !(here === '/imports' && link?.startsWith('/imports/'))) toast(title);
}

/* "g" and then a letter goes to a place. */
function useShellKeys(open: (what: Open) => void) {
  useSequenceKeys((key) => {
    const place = PLACES.find((one) => one.key === key);
    if (place) navigate(place.path);
  });
  useKeys((key) => {
    if (key === 'g') startSequence(1200);
    else if (key === '?') open('shortcuts');
    else if (key === 'u') return actOnToast();
    else if (key === '/' && location.pathname !== '/transactions') open('palette');
    else return false;
    return true;
  });
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        open('palette');
      }
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/* After the address changed: name the page, and put the reader at its heading. */
function useArrival(path: string) {
  const first = useRef(true);
  useEffect(() => {
    const place = placeOf(path);
    document.title = place ? `${t(place.title)} · Florin` : 'Florin';
    if (first.current) {
      first.current = false;
      return;
    }
    const timer = setTimeout(() => document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true }), 60);
    return () => clearTimeout(timer);
  }, [path]);
}

export function Shell({ path, children }: { path: string; children: ComponentChildren }) {
  const [open, setOpen] = useState<Open>(null);
  useShellKeys(setOpen);
  useArrival(path);
  useEffect(() => connectLive(queryClient, announce), []);
  return (
    <div class="shell">
      <a class="skip" href="#main">
        {t('nav.skip')}
      </a>
      <Sidebar path={path} onSearch={() => setOpen('palette')} />
      <div class="column">
        <Header path={path} onSearch={() => setOpen('palette')} />
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <TabBar path={path} />
      <DropZone />
      <Suspense fallback={null}>
        {open === 'palette' && <Palette onClose={() => setOpen(null)} onShortcuts={() => setOpen('shortcuts')} />}
        {open === 'shortcuts' && <Shortcuts onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  );
}
