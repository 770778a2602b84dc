import { t, type MessageKey } from '~/text/catalogue';
import { Dialog } from '~/ui/Dialog';
import { PLACES } from './pages';

const ROWS: [keys: string[], meaning: MessageKey][] = [
  [['Ctrl', 'K'], 'keys.palette'],
  [['/'], 'keys.search'],
  [['j', 'k'], 'keys.move'],
  [['Enter'], 'keys.open'],
  [['c'], 'keys.categorise'],
  [['a'], 'keys.accept'],
  [['u'], 'keys.undo'],
  [['?'], 'keys.help'],
];

export function Shortcuts({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <dl class="keys">
        {ROWS.map(([keys, meaning]) => (
          <div key={meaning}>
            <dt>{t(meaning)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
        {PLACES.map((place) => (
          <div key={place.path}>
            <dt>{t('keys.go', { place: t(place.title) })}</dt>
            <dd>
              <kbd>g</kbd>
              <kbd>{place.key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <p class="faint small">{t('keys.off')}</p>
    </Dialog>
  );
}
