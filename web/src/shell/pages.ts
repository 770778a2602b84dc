/* The places of the page, once: the sidebar, the palette, the keyboard and the titles read this table. */
import type { MessageKey } from '~/text/catalogue';
import type { IconName } from '~/ui/icons';

export interface Place {
  path: string;
  title: MessageKey;
  icon: IconName;
  key: string;
  phone?: false; /* not in the bar of a phone, which has room for five: in the user's menu instead */
}

export const PLACES: readonly Place[] = [
  { path: '/', title: 'nav.dashboard', icon: 'home', key: 'd' },
  { path: '/transactions', title: 'nav.transactions', icon: 'list', key: 't' },
  { path: '/imports', title: 'nav.import', icon: 'import', key: 'i' },
  { path: '/receipts', title: 'nav.receipts', icon: 'receipt', key: 'r' },
  { path: '/accounts', title: 'nav.accounts', icon: 'wallet', key: 'a' },
  { path: '/categories', title: 'nav.categories', icon: 'tag', key: 'c', phone: false },
  { path: '/settings', title: 'nav.settings', icon: 'settings', key: 's', phone: false },
];

export function placeOf(path: string): Place | undefined {
  return PLACES.find((place) => (place.path === '/' ? path === '/' : path === place.path || path.startsWith(`${place.path}/`)));
}
