/* What was learned about a table is kept under a name, and found again by the names of its columns. */
import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'react';
import { useTemplates } from '~/api/queries';
import type { Import } from '~/api/types';
import { t } from '~/text/catalogue';
import { Button } from '~/ui/Button';
import { TextField } from '~/ui/Field';
import { Icon } from '~/ui/icons';

export function SaveTemplate({ job, busy, onSave }: { job: Import; busy: boolean; onSave: (name: string) => void }) {
  const templates = useTemplates();
  const used = templates.data?.items.find((one) => one.id === job.template_id);
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed ?? used?.name ?? job.institution ?? '';

  function onSubmit(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    onSave(name);
  }

  return (
    <form class="save-template" onSubmit={onSubmit}>
      {used && (
        <p class="muted small">
          <Icon name="check" size={16} />
          {t('templates.read_by', { name: used.name })}
        </p>
      )}
      <TextField label={t('templates.save_as')} required placeholder={t('templates.example')} value={name} onValue={setTyped} />
      <Button type="submit" icon="table" busy={busy}>
        {t('templates.save')}
      </Button>
    </form>
  );
}
