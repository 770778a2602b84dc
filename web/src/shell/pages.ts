/* The places of the page, once: the sidebar, the palette, the keyboard and the titles read this table. */
import type { MessageKey } from '~/text/catalogue';
import type { IconName } from '~/ui/icons';

export interface Place {
  path: string;
  title: MessageKey;
  icon: IconName;
  key: string;
}

export const PLACES: readonly Place[] = [
  { path: '/', title: 'nav.dashboard', icon: 'home', key: 'd' },
  { path: '/transactions', title: 'nav.transactions', icon: 'list', key: 't' },
  { path: '/imports', title: 'nav.import', icon: 'import', key: 'i' },
  { path: '/accounts', title: 'nav.accounts', icon: 'wallet', key: 'a' },
  { path: '/categories', title: 'nav.categories', icon: 'tag', key: 'c' },
  { path: '/settings', title: 'nav.settings', icon: 'settings', key: 's' },
];

export function placeOf(path: string): Place | undefined {
  return PLACES.find((place) => (place.path === '/' ? path === '/' : path === place.path || path.startsWith(`${place.path}/`)));
}
