/* Something that is shown once: read it, copy it, close. */
import { t } from '~/text/catalogue';
import { Button, IconButton } from './Button';
import { Dialog } from './Dialog';
import { toast } from './toast';

export function Secret({ title, text, secret, onClose }: { title: string; text: string; secret: string; onClose: () => void }) {
  const copy = () => navigator.clipboard.writeText(secret).then(() => toast(t('action.copied')));
  return (
    <Dialog title={title} onClose={onClose} footer={<Button kind="primary" onClick={onClose}>{t('action.done')}</Button>}>
      <p class="muted">{text}</p>
      <p class="secret">
        <code class="mono">{secret}</code>
        <IconButton icon="copy" size="s" label={t('action.copy')} onClick={() => void copy()} />
      </p>
    </Dialog>
  );
}
