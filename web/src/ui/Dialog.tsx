/* A native modal dialog: the browser traps the focus, Escape and the backdrop close it, and the focus goes back
   to where it was. `side` makes it a panel at the edge of the window. */
import type { ComponentChildren, TargetedMouseEvent } from 'preact';
import { useId, useLayoutEffect, useRef } from 'react';
import { t } from '~/text/catalogue';
import { Button, IconButton } from './Button';

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  footer?: ComponentChildren;
  kind?: 'center' | 'side' | 'wide';
}

export function Dialog({ title, onClose, children, footer, kind = 'center' }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();

  useLayoutEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  function onBackdrop(event: TargetedMouseEvent<HTMLDialogElement>) {
    if (event.target === ref.current) onClose();
  }

  return (
    <dialog
      ref={ref}
      class={`dialog ${kind}`}
      aria-labelledby={id}
      onMouseDown={onBackdrop}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={id}>{title}</h2>
          <IconButton icon="close" label={t('action.close')} size="s" onClick={onClose} />
        </header>
        <div class="dialog-content" tabIndex={-1}>
          {children}
        </div>
        {footer && <footer class="dialog-foot">{footer}</footer>}
      </div>
    </dialog>
  );
}

export function Confirm({ title, text, action, onConfirm, onClose, busy = false }: { title: string; text: string; action: string; onConfirm: () => void; onClose: () => void; busy?: boolean }) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="danger" busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      <p class="muted">{text}</p>
    </Dialog>
  );
}
