import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '~/api/client';
import { useNotifications } from '~/api/queries';
import type { Notification } from '~/api/types';
import { Link } from '~/route/Link';
import { t } from '~/text/catalogue';
import { ago } from '~/text/format';
import { Button, IconButton } from '~/ui/Button';
import { Popover } from '~/ui/Popover';
import { Empty, pending } from '~/ui/State';

function Item({ one, onOpen }: { one: Notification; onOpen: () => void }) {
  const text = (
    <>
      <span class="note-title">
        {!one.is_read && <span class="dot" role="img" aria-label={t('bell.unread')} />}
        {one.title}
      </span>
      {one.body && <span class="muted small">{one.body}</span>}
      <span class="faint small">{ago(one.at)}</span>
    </>
  );
  return (
    <li>
      {one.link ? (
        <Link to={one.link} class="note" onClick={onOpen}>
          {text}
        </Link>
      ) : (
        <div class="note">{text}</div>
      )}
    </li>
  );
}

export function Bell() {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLSpanElement>(null);
  const list = useNotifications();
  const client = useQueryClient();
  const read = useMutation({
    mutationFn: (id: string | null) => api.post(id ? `/notifications/${id}/read` : '/notifications/read-all'),
    onSettled: () => client.invalidateQueries({ queryKey: ['notifications'] }),
  });
  const items = list.data?.items ?? [];
  const unread = items.filter((one) => !one.is_read).length;
  const label = unread ? t('bell.label_unread', { n: unread }) : t('bell.label');
  return (
    <span ref={button} class="bell">
      <IconButton icon="bell" label={label} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        {unread > 0 && <span class="bell-dot" aria-hidden="true" />}
      </IconButton>
      {open && button.current && (
        <Popover anchor={button.current} align="end" label={t('bell.label')} onClose={() => setOpen(false)} class="notes">
          <div class="notes-head">
            <h2>{t('bell.label')}</h2>
            {unread > 0 && (
              <Button kind="quiet" size="s" onClick={() => read.mutate(null)}>
                {t('bell.read_all')}
              </Button>
            )}
          </div>
          {pending(list)}
          {list.data && items.length === 0 && <Empty icon="bell" title={t('bell.empty')} text={t('bell.empty_text')} />}
          <ul>
            {items.map((one) => (
              <Item
                key={one.id}
                one={one}
                onOpen={() => {
                  setOpen(false);
                  if (!one.is_read) read.mutate(one.id);
                }}
              />
            ))}
          </ul>
        </Popover>
      )}
    </span>
  );
}
