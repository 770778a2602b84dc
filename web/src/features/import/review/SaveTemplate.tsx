/* What was learned about a table is kept under a name, and found again by the names of its columns. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'react';
import { api } from '~/api/client';
import { keepImports, useTemplates } from '~/api/queries';
import type { Import } from '~/api/types';
import { t } from '~/text/catalogue';
import { Button } from '~/ui/Button';
import { fieldError, FormError, TextField } from '~/ui/Field';
import { Icon } from '~/ui/icons';
import { toast } from '~/ui/toast';
import { mapped, type Column } from './columns';

export function SaveTemplate({ job, columns }: { job: Import; columns: Column[] }) {
  const client = useQueryClient();
  const templates = useTemplates();
  const used = templates.data?.items.find((one) => one.id === job.template_id);
  const [name, setName] = useState(job.institution ?? '');
  const save = useMutation({
    mutationFn: () => api.put<Import>(`/imports/${job.id}/mapping`, { columns: mapped(columns), save_as: name }),
    onSuccess: (changed) => {
      keepImports([changed]);
      void client.invalidateQueries({ queryKey: ['templates'] });
      toast(t('templates.saved', { name }));
    },
  });

  function onSubmit(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <form class="save-template" onSubmit={onSubmit}>
      {used && (
        <p class="muted small">
          <Icon name="check" size={16} />
          {t('templates.read_by', { name: used.name })}
        </p>
      )}
      <TextField label={t('templates.save_as')} required placeholder={t('templates.example')} value={name} onValue={setName} error={fieldError(save, 'save_as')} />
      <Button type="submit" icon="table" busy={save.isPending}>
        {t('templates.save')}
      </Button>
      <FormError error={save.error} />
    </form>
  );
}
