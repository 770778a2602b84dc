/* What was learned about the tables of banks: named, changed, forgotten. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '~/api/client';
import { useTemplates } from '~/api/queries';
import type { ImportTemplate } from '~/api/types';
import { t, word } from '~/text/catalogue';
import { Badge, Card } from '~/ui/Card';
import { Confirm } from '~/ui/Dialog';
import { fieldError, TextField } from '~/ui/Field';
import { FormDialog } from '~/ui/FormDialog';
import { Icon } from '~/ui/icons';
import { Menu } from '~/ui/Menu';
import { Empty, pending } from '~/ui/State';
import { toast, toastProblem } from '~/ui/toast';

function useTemplateChange(id: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Partial<ImportTemplate>) => api.patch<ImportTemplate>(`/import-templates/${id}`, change),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['templates'] });
      onDone();
    },
  });
}

function Rename({ template, onClose }: { template: ImportTemplate; onClose: () => void }) {
  const [name, setName] = useState(template.name);
  const save = useTemplateChange(template.id, onClose);
  return (
    <FormDialog title={t('templates.rename')} action={t('action.save')} sending={{ ...save, mutate: () => save.mutate({ name }) }} onClose={onClose}>
      <TextField label={t('field.name')} required autofocus value={name} onValue={setName} error={fieldError(save, 'name')} />
    </FormDialog>
  );
}

function Line({ template }: { template: ImportTemplate }) {
  const client = useQueryClient();
  const [open, setOpen] = useState<'rename' | 'delete' | null>(null);
  const close = () => setOpen(null);
  const change = useTemplateChange(template.id, close);
  const drop = useMutation({
    mutationFn: () => api.delete(`/import-templates/${template.id}`),
    onSuccess: () => toast(t('templates.deleted')),
    onError: toastProblem,
    onSettled: () => {
      close();
      void client.invalidateQueries({ queryKey: ['templates'] });
    },
  });
  const roles = template.column_mappings.map((one) => `${one.header ?? one.column + 1}: ${word('role', one.role)}`);
  return (
    <li>
      <div class="plain-text">
        <span class="truncate">{template.name}</span>
        <span class="faint small truncate">{[template.file_type.toUpperCase(), t('templates.used', { n: template.times_used }), ...roles].join(' · ')}</span>
      </div>
      {template.is_default && <Badge tone="info">{t('templates.default')}</Badge>}
      <Menu
        label={t('templates.actions_of', { name: template.name })}
        class="icon-button size-s"
        align="end"
        items={[
          { label: t('templates.rename'), icon: 'edit', act: () => setOpen('rename') },
          { label: template.is_default ? t('templates.no_default') : t('templates.make_default'), icon: 'check', act: () => change.mutate({ is_default: !template.is_default }, { onError: toastProblem }) },
          { label: t('action.delete'), icon: 'trash', danger: true, act: () => setOpen('delete') },
        ]}
      >
        <Icon name="more" size={18} />
      </Menu>
      {open === 'rename' && <Rename template={template} onClose={close} />}
      {open === 'delete' && <Confirm title={t('templates.delete_title', { name: template.name })} text={t('templates.delete_text')} action={t('action.delete')} busy={drop.isPending} onConfirm={() => drop.mutate()} onClose={close} />}
    </li>
  );
}

export function TemplatesCard() {
  const templates = useTemplates();
  const items = templates.data?.items ?? [];
  return (
    <Card title={t('templates.title')}>
      <p class="muted small section-text">{t('templates.text')}</p>
      {!templates.data && pending(templates)}
      {templates.data && items.length === 0 && <Empty icon="table" title={t('templates.none')} text={t('templates.none_text')} />}
      <ul class="plain-list">
        {items.map((one) => (
          <Line key={one.id} template={one} />
        ))}
      </ul>
    </Card>
  );
}
