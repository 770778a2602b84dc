/* A form in a dialog: Enter sends it, the server's word about a field stands at the field, any other above. */
import type { ComponentChildren, TargetedSubmitEvent } from 'preact';
import { useId } from 'react';
import { t } from '~/text/catalogue';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { FormError } from './Field';

interface Props {
  title: string;
  action: string;
  sending: { isPending: boolean; error: unknown; mutate: () => void };
  onClose: () => void;
  children: ComponentChildren;
  aside?: ComponentChildren;
}

export function FormDialog({ title, action, sending, onClose, children, aside }: Props) {
  const id = useId();

  function onSubmit(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    sending.mutate();
  }

  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          {aside}
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" form={id} busy={sending.isPending}>
            {action}
          </Button>
        </>
      }
    >
      <form id={id} class="form" onSubmit={onSubmit}>
        <FormError error={sending.error} />
        {children}
      </form>
    </Dialog>
  );
}
